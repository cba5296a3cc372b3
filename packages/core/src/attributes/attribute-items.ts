import type { Ctx } from '../ctx.js'
import { insertMany } from '../db/bulk.js'
import { may } from '../permissions.js'
import { Refusal, refuseFields } from '../plugin/refusal.js'
import { normalText } from '../text/normal-text.js'
import type { AttributeType } from './attribute-types.js'
import { itemRows, judgeItems, type NewItem } from './create-attribute-type.js'
import { currentType, findType, itemOf } from './find-type.js'
import { MOST_ITEMS, refuseBeyond } from './limits.js'
import { touchType } from './touch-type.js'
import { positionKey } from './value-rows.js'

/** The version of the attribute the value set belongs to. */
interface At {
  readonly version: number | undefined
}

/**
 * Adds a value at the end of a set, which holds 5 000 at most (`core.limit`). Needs `core.manage-attributes`, as all that
 * follow; 428, 409 by the attribute's version.
 */
export async function addAttributeItem(
  ctx: Ctx,
  typeId: number,
  { version, ...item }: NewItem & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const refused = judgeItems(
    [item],
    type.items.map(({ key }) => key),
  )
  if (refused.length > 0) throw refuseFields(refused.map((each) => ({ ...each, path: 'labelPl' })))
  refuseBeyond(MOST_ITEMS, type.items.length + 1)

  const last = Math.max(0, ...type.items.map(({ position }) => position))
  await insertMany(ctx.db, 'core_attribute_item', itemRows(typeId, [item], last))
  return touchType(ctx, type, { action: 'changed', changes: [{ field: 'items', before: null, after: item.labelPl }] })
}

/** Renames a value on all its records at once; its key stays. */
export async function renameAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, labelPl, labelEn }: { labelPl: string; labelEn?: string | null } & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  if (normalText(labelPl) === '') throw refuseFields([{ path: 'labelPl', code: 'core.required' }])

  const labels = {
    label_pl: normalText(labelPl),
    ...(labelEn !== undefined && { label_en: labelEn ? normalText(labelEn) : null }),
  }
  await ctx.db('core_attribute_item').where({ id: itemId }).update(labels)
  return touchType(ctx, type, {
    action: 'changed',
    changes: [{ field: `items.${item.key}`, before: item.labels.pl, after: labelPl }],
  })
}

/** Puts the values of a set in the order of `ids` (all of them); the order of records sorted by it follows at once. */
export async function reorderAttributeItems(
  ctx: Ctx,
  typeId: number,
  { version, ids }: { ids: readonly number[] } & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const known = new Set(type.items.map(({ id }) => id))
  if (ids.length !== known.size || new Set(ids).size !== ids.length || ids.some((id) => !known.has(id)))
    throw refuseFields([{ path: 'ids', code: 'core.bad-value' }])

  for (const [at, id] of ids.entries())
    await ctx
      .db('core_attribute_item')
      .where({ id })
      .update({ position: at + 1 })
  await rewriteKeys(ctx, typeId, ids)
  const keys = (order: readonly number[]) => order.map((id) => itemOf(type, id).key)
  const before = keys(type.items.map(({ id }) => id))
  return touchType(ctx, type, { action: 'changed', changes: [{ field: 'items', before, after: keys(ids) }] })
}

/** A value no longer offered, still shown and filterable; or offered again. */
export async function archiveAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, archived }: { archived: boolean } & At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const { key } = itemOf(type, itemId)
  await ctx
    .db('core_attribute_item')
    .where({ id: itemId })
    .update({ archived_at: archived ? ctx.now() : null })
  return touchType(ctx, type, {
    action: archived ? 'item-archived' : 'item-restored',
    changes: [{ field: `items.${key}`, before: null, after: null }],
  })
}

/** Deletes a value nobody has; else `core.value-in-use` with `uses`. */
export async function deleteAttributeItem(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version }: At,
): Promise<AttributeType> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  const uses = (await itemUses(ctx, type)).get(itemId) ?? 0
  if (uses > 0) throw new Refusal('core.value-in-use', { params: { count: uses }, extra: { uses } })

  await ctx.db('core_attribute_item').where({ id: itemId }).delete()
  return touchType(ctx, type, {
    action: 'changed',
    changes: [{ field: `items.${item.key}`, before: item.labels.pl, after: null }],
  })
}

/** How many records have each value of a set, by item id; exact. */
export async function itemUses(ctx: Ctx, { id }: Pick<AttributeType, 'id'>): Promise<ReadonlyMap<number, number>> {
  const rows = await ctx
    .db('core_attribute_value')
    .where('type_id', id)
    .whereNotNull('item_id')
    .groupBy('item_id')
    .select<{ item_id: number; n: number }[]>('item_id', ctx.db.raw('count(*) as n'))
  return new Map(rows.map(({ item_id, n }) => [item_id, Number(n)]))
}

/** Attributes of an entity for its administration page: each with its values, uses, and records that have it. */
export async function typeWithUses(
  ctx: Ctx,
  id: number,
): Promise<{ readonly type: AttributeType; readonly uses: ReadonlyMap<number, number> }> {
  const type = await findType(ctx, id)
  return { type, uses: await itemUses(ctx, type) }
}

/** One statement for all records: a value's place in the order stands in every one of its keys. */
async function rewriteKeys(ctx: Ctx, typeId: number, ids: readonly number[]): Promise<void> {
  const cases = ids.map(() => 'when ? then ?').join(' ')
  const bindings = ids.flatMap((id, at) => [id, positionKey(at + 1)])
  if (ids.length === 0) return
  await ctx
    .db('core_attribute_value')
    .where('type_id', typeId)
    .update({ sort_key: ctx.db.raw(`case item_id ${cases} end`, bindings) })
}
