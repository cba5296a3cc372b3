import type { Ctx } from '../ctx.js'
import type { Field } from '../plugin/fields.js'

/** A choice ready to be shown or offered. */
export interface ChoiceLabel {
  readonly key: string
  readonly label: string
  readonly icon: string | undefined
  readonly hue: string | undefined
  /** Shown where a record has it, not offered. */
  readonly archived: boolean
}

/** The choices of a field in their order and the reader's language, from its options or its dictionary; none for others. */
export async function choiceLabels(ctx: Ctx, field: Field): Promise<readonly ChoiceLabel[]> {
  if (field.dictionary) {
    const items = await field.dictionary(ctx)
    return items.map(({ key, label, icon, hue, archived = false }) => ({ key, label, icon, hue, archived }))
  }
  return (field.options ?? []).map(({ key, label, hue }) => ({
    key,
    label: ctx.t(label),
    icon: undefined,
    hue,
    archived: false,
  }))
}
