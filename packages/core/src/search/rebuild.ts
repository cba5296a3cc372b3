import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { insertMany } from '../db/bulk.js'
import { attributesOf } from '../attributes/attributes-of.js'
import { attributeTypes } from '../attributes/attribute-types.js'
import { shapeOf } from '../entity/shape.js'
import { valuesOf } from '../entity/values.js'
import type { Entity } from '../plugin/entity.js'
import { polishKey } from '../text/polish-key.js'
import { kindOf } from './kind.js'
import { recordWords } from './record-words.js'
import { isSearchable } from './searchable.js'
import { wordIds } from './word-ids.js'

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
      .limit(BATCH)) as unknown as Model[]
    if (rows.length === 0) return
    await indexRows(ctx, entity, rows)
    last = rows.at(-1)?.id ?? last
  }
}

async function indexRows(ctx: Ctx, entity: Entity, rows: readonly Model[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const values = await valuesOf(ctx, shapeOf(entity), rows)
  const attributes = await attributesOf(ctx, entity, ids)
  const types = await attributeTypes(ctx, entity)
  const found = new Map<number, readonly string[]>()
  const records: object[] = []
  for (const row of rows) {
    const more = (await entity.searchMore?.(ctx, row)) ?? []
    const own = { types, values: attributes.get(row.id) ?? {} }
    const { title, text, words } = recordWords(entity, values.get(row.id) ?? {}, own, more)
    const label = entity.label(row).slice(0, 300)
    const line = entity.line?.(row).slice(0, 300) ?? null
    records.push({
      entity: entity.id,
      record_id: row.id,
      label,
      label_key: polishKey(label).slice(0, 200),
      line,
      title,
      text,
    })
    found.set(row.id, words)
  }
  await insertMany(ctx.db, 'core_search_record', records)

  const searchIds = await ctx
    .db('core_search_record')
    .where('entity', entity.id)
    .whereIn('record_id', ids)
    .select<{ id: number; record_id: number }[]>('id', 'record_id')
  const byWord = await wordIds(ctx.db, [...new Set([...found.values()].flat())])
  const kind = kindOf(entity.id)
  const hits = searchIds.flatMap(({ id, record_id }) =>
    (found.get(record_id) ?? []).map((word) => ({ word_id: byWord.get(word), kind, search_id: id, record_id })),
  )
  await insertMany(ctx.db, 'core_search_hit', hits)
}
