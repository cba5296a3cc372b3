import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { reindex } from '../search/index-record.js'
import { isSearchable } from '../search/searchable.js'
import { attributableOf, findType } from './find-type.js'
import { wordsChanged } from './hooks.js'
import { itemKeys } from './value-rows.js'

/** Records of one transaction. */
const RECORDS = 100

/**
 * Makes the search rows of records that have a value anew, a hundred at a time by their ids, and asks for the next hundred.
 * Nothing when the attribute or the value was removed meanwhile.
 */
export async function reindexItem(
  ctx: Ctx,
  { typeId, itemId, after }: { readonly typeId: number; readonly itemId: number; readonly after: number },
): Promise<void> {
  if (!(await ctx.db('core_attribute_type').where({ id: typeId }).first('id'))) return
  const type = await findType(ctx, typeId)
  const entity = attributableOf(ctx, type.entity)
  const item = type.items.find(({ id }) => id === itemId)
  if ((!item && itemId !== 0) || !isSearchable(entity) || type.roles !== null) return

  const ids = await ctx
    .db('core_attribute_value')
    .where('type_id', typeId)
    .modify((query) => void (item && query.whereIn('sort_key', itemKeys(item))))
    .where('record_id', '>', after)
    .orderBy('record_id')
    .limit(RECORDS)
    .pluck<number[]>('record_id')
  const rows = (await entity.model.query(ctx.db).whereIn('id', ids)) as unknown as Model[]
  for (const row of rows) await reindex(ctx, entity, row)
  const last = ids.at(-1)
  if (ids.length === RECORDS && last !== undefined) await ctx.announce(wordsChanged, { typeId, itemId, after: last })
}
