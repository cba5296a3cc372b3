import { attributeTypes } from '../attributes/attribute-types.js'
import { attributesOf, type Attributes } from '../attributes/attributes-of.js'
import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
import type { Model } from '../db/model.js'
import { shapeOf } from '../entity/shape.js'
import { valuesOf, type Values } from '../entity/values.js'
import type { Entity } from '../plugin/entity.js'
import { polishKey } from '../text/polish-key.js'
import { searchRow, type SearchRow } from './index-records.js'
import { isPutOff } from './index-together.js'
import { kindOf } from './kind.js'
import { recordWords, type RecordWords } from './record-words.js'
import { isSearchable } from './searchable.js'
import { addHits, wordIds, type Findable } from './word-ids.js'

interface Known {
  readonly values: Values
  readonly attributes?: Attributes
  /** True spares the question whether it is indexed already. */
  readonly isNew?: boolean
}

interface Kept extends SearchRow {
  readonly id: number
}

/**
 * Writes the search rows of a record in the transaction of its change, so that what is saved is found. Nothing when the
 * words are what they were.
 */
export async function indexRecord(
  ctx: Ctx,
  entity: Entity,
  row: Model,
  { values, attributes, isNew = false }: Known,
): Promise<void> {
  if (!isSearchable(entity) || isPutOff(ctx, entity, row.id)) return
  const types = await attributeTypes(ctx, entity)
  const held = attributes ?? (await attributesOf(ctx, entity, [row.id])).get(row.id) ?? {}
  const more = (await entity.searchMore?.(ctx, [row]))?.get(row.id) ?? []
  const found = recordWords(entity, values, { types, values: held }, more)
  const columns = searchRow(entity, row, found)

  if (isNew) return insert(ctx, entity, row.id, columns, found)
  const kept: Kept | undefined = await ctx
    .db('core_search_record')
    .where({ entity: entity.id, record_id: row.id })
    .first('id', 'label', 'line', 'title', 'text')
  if (!kept) return insert(ctx, entity, row.id, columns, found)
  await update(ctx, { ...kept, of: { kind: kindOf(entity.id), search_id: kept.id, record_id: row.id } }, columns, found)
}

/** The record a part follows is found by the part's words too. */
export async function indexFollowed(ctx: Ctx, entity: Entity, values: Values): Promise<void> {
  if (!entity.part || entity.follows === undefined) return
  const followed = shapeOf(entity).byName.get(entity.follows)
  const owner = followed?.field.of?.()
  if (!followed || !owner?.searchMore) return

  const id = Number(values[followed.key])
  if (isPutOff(ctx, owner, id)) return
  const row = await owner.model.query(ctx.db).findById(id)
  if (row) await reindex(ctx, owner, row as unknown as Model)
}

/** Writes the search rows of a record anew from what the tables say. */
export async function reindex(ctx: Ctx, entity: Entity, row: Model): Promise<void> {
  const values = (await valuesOf(ctx, shapeOf(entity), [row])).get(row.id) ?? {}
  await indexRecord(ctx, entity, row, { values })
}

/** Takes records out of the search. Their words stay for others; `sweepWords` takes those nobody has. */
export async function unindexRecords(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<void> {
  if (!isSearchable(entity)) return
  for (const part of inParts(ids.filter((id) => !isPutOff(ctx, entity, id)))) {
    const kept: number[] = await ctx
      .db('core_search_record')
      .where('entity', entity.id)
      .whereIn('record_id', part)
      .pluck('id')
    if (kept.length === 0) continue
    await ctx.db('core_search_hit').whereIn('search_id', kept).delete()
    await ctx.db('core_search_record').whereIn('id', kept).delete()
  }
}

async function insert(ctx: Ctx, entity: Entity, id: number, columns: SearchRow, { words }: RecordWords): Promise<void> {
  const label_key = polishKey(columns.label).slice(0, 200)
  const [search] = await ctx
    .db('core_search_record')
    .insert({ entity: entity.id, record_id: id, label_key, ...columns })
  const found = { kind: kindOf(entity.id), search_id: Number(search), record_id: id }
  await addHits(ctx.db, found, [...(await wordIds(ctx.db, words)).values()])
}

async function update(
  ctx: Ctx,
  { id, of, ...kept }: Kept & { readonly of: Findable },
  columns: SearchRow,
  { words }: RecordWords,
): Promise<void> {
  const same = kept.label === columns.label && kept.line === columns.line && kept.title === columns.title
  if (same && kept.text === columns.text) return
  const label_key = polishKey(columns.label).slice(0, 200)
  await ctx
    .db('core_search_record')
    .where({ id })
    .update({ ...columns, label_key })
  if (kept.text === columns.text) return

  const wanted = new Set((await wordIds(ctx.db, words)).values())
  const held = await ctx.db('core_search_hit').where('search_id', id).pluck<number[]>('word_id')
  const gone = held.filter((word) => !wanted.has(word))
  if (gone.length > 0) await ctx.db('core_search_hit').where('search_id', id).whereIn('word_id', gone).delete()
  const had = new Set(held)
  await addHits(
    ctx.db,
    of,
    [...wanted].filter((word) => !had.has(word)),
  )
}
