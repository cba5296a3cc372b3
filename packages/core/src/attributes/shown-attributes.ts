import type { Ctx } from '../ctx.js'
import { labelsOf, type PresentedRef } from '../entity/labels.js'
import type { Presented } from '../entity/present.js'
import type { Entity } from '../plugin/entity.js'
import { isReference } from './attribute-type.js'
import { attributeTypes } from './attribute-types.js'
import { attributesOf, type Attributes } from './attributes-of.js'
import { idsIn, onlyVisibleIn, visibleReferences } from './visible-references.js'

/** The attributes of records as the asking one may have them: references only to what he may see. */
export async function shownAttributes(
  ctx: Ctx,
  entity: Entity,
  ids: readonly number[],
  keys?: readonly string[],
): Promise<ReadonlyMap<number, Attributes>> {
  const found = await attributesOf(ctx, entity, ids, keys)
  const types = await attributeTypes(ctx, entity)
  const visible = await visibleReferences(ctx, types, [...found.values()])
  if (visible.size === 0) return found
  return new Map([...found].map(([id, values]) => [id, onlyVisibleIn(types, values, visible)]))
}

/**
 * Records for a page: in their attributes each reference has its name (`{ id, label }`), where programs get the id. One
 * query per entity pointed at, whatever the number of records and attributes.
 */
export async function namedAttributes(
  ctx: Ctx,
  entity: Pick<Entity, 'id' | 'attributable'>,
  records: readonly Presented[],
): Promise<Presented[]> {
  const types = (await attributeTypes(ctx, entity)).filter(isReference)
  const held = (record: Presented) => (record['attributes'] ?? {}) as Attributes
  const wanted = new Map<string, Set<number>>()
  for (const { key, refersTo } of types)
    for (const record of records)
      for (const id of idsIn(held(record)[key]))
        wanted.set(refersTo ?? '', (wanted.get(refersTo ?? '') ?? new Set<number>()).add(id))
  if (wanted.size === 0) return [...records]

  const labels = new Map<string, ReadonlyMap<number, string>>()
  for (const [target, ids] of wanted) {
    const entityThere = ctx.registry.entity(target)
    if (entityThere) labels.set(target, await labelsOf(ctx, entityThere, [...ids]))
  }
  return records.map((record) => {
    const named: Record<string, unknown> = { ...held(record) }
    for (const { key, kind, refersTo } of types) {
      const refs = idsIn(named[key]).flatMap((id): NonNullable<PresentedRef>[] => {
        const label = labels.get(refersTo ?? '')?.get(id)
        return label === undefined ? [] : [{ id, label }]
      })
      if (refs.length > 0) named[key] = kind === 'reference' ? refs[0] : refs
    }
    return { ...record, attributes: named }
  })
}
