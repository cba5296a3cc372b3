import type { Ctx } from '../ctx.js'
import { insertMany, inParts } from '../db/bulk.js'
import { positionKey } from './value-rows.js'

interface ItemFacts {
  readonly id: number
  readonly position: number
}

/**
 * Puts attribute values back as they were, rows of `core_attribute_value`. Values of types and items that exist no more
 * stay away; the keys of choices follow the order of their items now. Gives the ids of the types that lost a value.
 */
export async function restoreAttributes(
  ctx: Ctx,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly string[]> {
  const types = new Set(
    await existing(
      ctx,
      'core_attribute_type',
      rows.map(({ type_id }) => Number(type_id)),
    ),
  )
  const items = new Map<number, ItemFacts>()
  for (const part of inParts(rows.flatMap(({ item_id }) => (item_id === null ? [] : [Number(item_id)]))))
    for (const item of await ctx.db('core_attribute_item').whereIn('id', part).select<ItemFacts[]>('id', 'position'))
      items.set(item.id, item)

  const here = rows.filter(
    ({ type_id, item_id }) => types.has(Number(type_id)) && (item_id === null || items.has(Number(item_id))),
  )
  await insertMany(
    ctx.db,
    'core_attribute_value',
    here.map((row) => {
      const item = items.get(Number(row['item_id']))
      return item ? { ...row, sort_key: positionKey(item.position) } : row
    }),
  )
  return rows.filter((row) => !here.includes(row)).map(({ type_id }) => String(type_id))
}

async function existing(ctx: Ctx, table: string, ids: readonly number[]): Promise<number[]> {
  const found: number[] = []
  for (const part of inParts([...new Set(ids)]))
    found.push(...(await ctx.db(table).whereIn('id', part).pluck<number[]>('id')))
  return found
}
