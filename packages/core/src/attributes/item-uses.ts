import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { AttributeItem, AttributeType } from './attribute-type.js'
import { itemKeys } from './value-rows.js'

/**
 * How many records have each of these values, by item id; exact. Each is a range of the index (type, key, record), so a
 * page of a set asks one query, and no table is read.
 */
export async function itemUses(
  ctx: Ctx,
  { id }: Pick<AttributeType, 'id'>,
  items: readonly AttributeItem[],
): Promise<ReadonlyMap<number, number>> {
  const owners = new Map(items.flatMap((item) => itemKeys(item).map((key) => [key, item.id] as const)))
  const uses = new Map(items.map((item) => [item.id, 0]))
  for (const keys of inParts([...owners.keys()])) {
    const rows = await ctx
      .db('core_attribute_value')
      .where('type_id', id)
      .whereIn('sort_key', keys)
      .groupBy('sort_key')
      .select<{ sort_key: string; n: number | string }[]>('sort_key', ctx.db.raw('count(*) as n'))
    for (const { sort_key, n } of rows) {
      const item = owners.get(sort_key) ?? 0
      uses.set(item, (uses.get(item) ?? 0) + Number(n))
    }
  }
  return uses
}

/** The same of one value. */
export async function usesOf(ctx: Ctx, type: Pick<AttributeType, 'id'>, item: AttributeItem): Promise<number> {
  return (await itemUses(ctx, type, [item])).get(item.id) ?? 0
}
