import type { Ctx } from '../ctx.js'
import { visibleIds } from '../entity/judge-values.js'
import type { Entity } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import type { AttributeType } from './attribute-type.js'
import type { Attributes } from './attributes-of.js'

/** How a unique value is compared: trimmed, inner spaces single, case ignored, accents kept. */
export const uniqueForm = (value: unknown): string => String(value).trim().replace(/\s+/g, ' ').toLowerCase()

interface Held {
  readonly type_id: number
  readonly value: string
  readonly record_id: number
}

/**
 * Values of unique attributes that another record has: `core.attribute-not-unique`, with the other's id when it may be
 * seen. One query however many there are; two at once are told apart by the primary key (`holdUnique`).
 */
export async function doubleValues(
  ctx: Ctx,
  entity: Entity,
  {
    changed,
    after,
    id,
  }: { readonly changed: readonly AttributeType[]; readonly after: Attributes; readonly id: number | null },
): Promise<readonly FieldRefusal[]> {
  const wanted = changed.filter(({ unique, key }) => unique && (after[key] ?? null) !== null)
  if (wanted.length === 0) return []
  const held = await ctx
    .db('core_attribute_unique')
    .where((query) => {
      for (const type of wanted) void query.orWhere({ type_id: type.id, value: uniqueForm(after[type.key]) })
    })
    .select<Held[]>('type_id', 'value', 'record_id')
  const others = held.filter(({ record_id }) => record_id !== id)
  if (others.length === 0) return []

  const seen = await visibleIds(
    ctx,
    entity,
    others.map(({ record_id }) => record_id),
  )
  return others.flatMap(({ type_id, record_id }) => {
    const type = wanted.find((each) => each.id === type_id)
    return type ? [notUnique(ctx, type, seen.has(record_id) ? record_id : null)] : []
  })
}

/** The refusal of a value that another record holds; `record` is told only to who may see it. */
export function notUnique(ctx: Ctx, type: AttributeType, record: number | null): FieldRefusal {
  const params = { attribute: type.labels[ctx.locale], ...(record !== null && { record }) }
  return { path: `attr.${type.key}`, code: 'core.attribute-not-unique', params }
}
