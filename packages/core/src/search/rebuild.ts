import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { indexRecords } from './index-records.js'
import { isSearchable } from './searchable.js'

const BATCH = 500

/**
 * Makes the search rows of an entity anew from its tables, in the caller's transaction, five hundred records a step: after
 * rows were written beside the services (a benchmark's seed), never in daily work.
 */
export async function rebuildSearch(ctx: Ctx, entity: Entity): Promise<void> {
  if (!isSearchable(entity)) return
  const mine = ctx.db('core_search_record').where('entity', entity.id).select('id')
  await ctx.db('core_search_hit').whereIn('search_id', mine).delete()
  await ctx.db('core_search_record').where('entity', entity.id).delete()

  const { tableName } = entity.model
  for (let last = 0; ;) {
    const rows = (await entity.model
      .query(ctx.db)
      .where(`${tableName}.id`, '>', last)
      .orderBy(`${tableName}.id`)
      .limit(BATCH)
      .select(`${tableName}.id`)) as unknown as { id: number }[]
    if (rows.length === 0) return
    await indexRecords(
      ctx,
      entity,
      rows.map(({ id }) => id),
    )
    last = rows.at(-1)?.id ?? last
  }
}
