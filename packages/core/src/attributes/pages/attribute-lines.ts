import type { Ctx } from '../../ctx.js'
import type { PresentedRef } from '../../entity/labels.js'
import type { Presented } from '../../entity/present.js'
import type { Entity } from '../../plugin/entity.js'
import { showValue } from '../../ui/show-value.js'
import { isChosen, type AttributeType } from '../attribute-type.js'
import { attributeTypes, labelIn } from '../attribute-types.js'
import { namedAttributes } from '../shown-attributes.js'

export interface AttributeLine {
  readonly key: string
  readonly label: string
  readonly text: string
  /** The page of the record a reference points at. */
  readonly href: string | null
}

/** A record's attributes as a page shows them, in their order, in the reader's language; those without a value are missing. */
export async function attributeLines(
  ctx: Ctx,
  entity: Pick<Entity, 'id' | 'attributable'>,
  record: Presented,
): Promise<readonly AttributeLine[]> {
  const [named = record] = await namedAttributes(ctx, entity, [record])
  const values = (named.attributes ?? {}) as Readonly<Record<string, unknown>>

  return (await attributeTypes(ctx, entity))
    .filter(({ key }) => values[key] !== undefined && values[key] !== null)
    .map((type) => ({
      key: type.key,
      label: labelIn(type, ctx.locale),
      text: attributeText(ctx, type, values[type.key]),
      href: hrefOf(ctx, type, values[type.key]),
    }))
}

/** A value in words; references as `namedAttributes` gives them. */
export function attributeText(ctx: Ctx, type: AttributeType, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (isChosen(type)) {
    const keys: readonly unknown[] = [value].flat()
    const chosen = type.items.filter(({ key }) => keys.includes(key))
    return chosen.map((item) => labelIn(item, ctx.locale)).join(', ')
  }
  if (type.kind === 'reference' || type.kind === 'references')
    return (Array.isArray(value) ? (value as NonNullable<PresentedRef>[]) : [value as NonNullable<PresentedRef>])
      .map((ref) => (ref.id === null ? ctx.t('core.no-access') : ref.label))
      .join(', ')
  return showValue(ctx, type.field, value)
}

function hrefOf(ctx: Ctx, { kind, refersTo }: AttributeType, value: unknown): string | null {
  const { id } = value as { readonly id?: number | null }
  const path = kind === 'reference' ? ctx.registry.entity(refersTo ?? '')?.path : undefined
  return path && id ? `${path}/${id}` : null
}
