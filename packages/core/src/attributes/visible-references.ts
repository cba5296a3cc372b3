import type { Ctx } from '../ctx.js'
import { visibleIds } from '../entity/judge-values.js'
import { isReference, type AttributeType } from './attribute-type.js'
import type { Attributes } from './attributes-of.js'

/** Ids of records that exist and may be read, by the entity pointed at. */
export type Visible = ReadonlyMap<string, ReadonlySet<number>>

/** Which of the records that attribute values point at may be seen: one query per entity pointed at. */
export async function visibleReferences(
  ctx: Ctx,
  types: readonly AttributeType[],
  values: readonly Attributes[],
): Promise<Visible> {
  const wanted = new Map<string, number[]>()
  for (const type of types.filter(isReference)) {
    const ids = values.flatMap((each) => idsIn(each[type.key]))
    const target = type.refersTo ?? ''
    if (ids.length > 0) wanted.set(target, [...(wanted.get(target) ?? []), ...ids])
  }

  const found = new Map<string, ReadonlySet<number>>()
  for (const [target, ids] of wanted) {
    const entity = ctx.registry.entity(target)
    found.set(target, entity ? await visibleIds(ctx, entity, ids) : new Set())
  }
  return found
}

/** The ids a value of a reference holds. */
export const idsIn = (value: unknown): readonly number[] =>
  [value ?? []].flat().filter((id): id is number => typeof id === 'number')

/** Values without the references that may not be seen: they are as if there were none. */
export function onlyVisibleIn(types: readonly AttributeType[], values: Attributes, visible: Visible): Attributes {
  const pointing = types.filter((type) => isReference(type) && values[type.key] !== undefined)
  if (pointing.length === 0) return values
  const shown: Record<string, unknown> = { ...values }
  for (const type of pointing) {
    const there = visible.get(type.refersTo ?? '')
    const ids = idsIn(values[type.key]).filter((id) => there?.has(id))
    if (ids.length === 0) delete shown[type.key]
    else shown[type.key] = type.kind === 'reference' ? ids[0] : ids
  }
  return shown
}
