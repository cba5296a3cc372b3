import type { Ctx } from '../ctx.js'
import { findRef, type FoundRef } from './find-ref.js'
import type { FormField } from './form-view.js'
import { isSearching, type Sent } from './sought.js'

/**
 * What is found for the references of a form, by the names they are sent under. One that another field narrows is looked
 * for after that one, within what has just been found for it.
 */
export async function foundRefs(
  ctx: Ctx,
  fields: readonly FormField[],
  sent: Sent,
): Promise<ReadonlyMap<string, FoundRef>> {
  const found = new Map<string, FoundRef>()
  if (!isSearching(sent)) return found

  const [free, narrowed] = [fields.filter((each) => !each.placed.within), fields.filter((each) => each.placed.within)]
  for (const { key, field, placed } of [...free, ...narrowed]) {
    const target = field.kind === 'ref' || field.kind === 'refs' ? field.of?.() : undefined
    const { within } = placed
    const where = within ? { [within]: found.get(within)?.value ?? sent[within] } : {}
    const one = target && (await findRef(ctx, target, sent, { name: key, where }))
    if (one) found.set(key, one)
  }
  return found
}
