import { attributesOf } from '../attributes/attributes-of.js'
import { attributeTypes } from '../attributes/attribute-types.js'
import type { Ctx } from '../ctx.js'
import { insertMany, inParts } from '../db/bulk.js'
import type { Model } from '../db/model.js'
import { shapeOf } from '../entity/shape.js'
import { valuesOf } from '../entity/values.js'
import type { Entity } from '../plugin/entity.js'
import { polishKey } from '../text/polish-key.js'
import { kindOf } from './kind.js'
import { recordWords } from './record-words.js'
import { isSearchable } from './searchable.js'
import { wordIds } from './word-ids.js'

/** What a search row says, without its id. */
export interface SearchRow {
  readonly label: string
  readonly line: string | null
  readonly title: string
  readonly text: string
}

interface Wanted extends SearchRow {
  readonly words: readonly string[]
}

type Kept = SearchRow & { readonly id: number; readonly record_id: number }

/**
 * Writes the search rows of many records of an entity from what the tables say: some statements for five hundred. Those of
 * records that are gone go, those that say what they said are left alone.
 */
export async function indexRecords(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<void> {
  if (!isSearchable(entity)) return
  for (const part of inParts(ids)) {
    const rows = (await entity.model.query(ctx.db).whereIn(`${entity.model.tableName}.id`, part)) as unknown as Model[]
    const kept: Kept[] = await ctx
      .db('core_search_record')
      .where('entity', entity.id)
      .whereIn('record_id', part)
      .select('id', 'record_id', 'label', 'line', 'title', 'text')
    const there = new Set(rows.map(({ id }) => id))
    await dropRows(
      ctx,
      kept.filter(({ record_id }) => !there.has(record_id)).map(({ id }) => id),
    )
    await write(ctx, entity, await wantedOf(ctx, entity, rows), new Map(kept.map((row) => [row.record_id, row])))
  }
}

/** The columns of a record's search row, and its words. */
export function searchRow(entity: Entity, row: Model, { title, text }: Pick<Wanted, 'title' | 'text'>): SearchRow {
  return { label: entity.label(row).slice(0, 300), line: entity.line?.(row).slice(0, 300) ?? null, title, text }
}

async function wantedOf(ctx: Ctx, entity: Entity, rows: readonly Model[]): Promise<ReadonlyMap<number, Wanted>> {
  const values = await valuesOf(ctx, shapeOf(entity), rows)
  const attributes = await attributesOf(
    ctx,
    entity,
    rows.map(({ id }) => id),
  )
  const types = await attributeTypes(ctx, entity)
  const more = (rows.length > 0 && (await entity.searchMore?.(ctx, rows))) || new Map<number, readonly string[]>()
  return new Map(
    rows.map((row) => {
      const own = { types, values: attributes.get(row.id) ?? {} }
      const found = recordWords(entity, values.get(row.id) ?? {}, own, more.get(row.id) ?? [])
      return [row.id, { ...searchRow(entity, row, found), words: found.words }]
    }),
  )
}

async function write(
  ctx: Ctx,
  entity: Entity,
  wanted: ReadonlyMap<number, Wanted>,
  kept: ReadonlyMap<number, Kept>,
): Promise<void> {
  const fresh = [...wanted].filter(([id]) => !kept.has(id))
  const changed = [...wanted].flatMap(([record, row]) => {
    const was = kept.get(record)
    return was && !saysSame(was, row) ? [{ ...row, record, id: was.id, sameWords: was.text === row.text }] : []
  })
  for (const { id, label, line, title, text } of changed)
    await ctx
      .db('core_search_record')
      .where({ id })
      .update({ label, line, title, text, label_key: labelKey(label) })
  await dropHits(
    ctx,
    changed.filter(({ sameWords }) => !sameWords).map(({ id }) => id),
  )
  await insertMany(
    ctx.db,
    'core_search_record',
    fresh.map(([record_id, { words: _, ...row }]) => ({
      entity: entity.id,
      record_id,
      label_key: labelKey(row.label),
      ...row,
    })),
  )
  const made = await searchIds(
    ctx,
    entity,
    fresh.map(([id]) => id),
  )
  const toFind = [
    ...fresh.map(([record, { words }]) => ({ record, words, id: made.get(record) })),
    ...changed.filter(({ sameWords }) => !sameWords),
  ]
  const ids = await wordIds(ctx.db, [...new Set(toFind.flatMap(({ words }) => words))])
  const kind = kindOf(entity.id)
  await insertMany(
    ctx.db,
    'core_search_hit',
    toFind.flatMap(({ record, words, id }) =>
      words.map((word) => ({ word_id: ids.get(word), kind, search_id: id, record_id: record })),
    ),
  )
}

const labelKey = (label: string): string => polishKey(label).slice(0, 200)

function saysSame(one: SearchRow, other: SearchRow): boolean {
  return one.label === other.label && one.line === other.line && one.title === other.title && one.text === other.text
}

async function searchIds(ctx: Ctx, entity: Entity, records: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const ids = new Map<number, number>()
  for (const part of inParts(records)) {
    const rows: { id: number; record_id: number }[] = await ctx
      .db('core_search_record')
      .where('entity', entity.id)
      .whereIn('record_id', part)
      .select('id', 'record_id')
    for (const { id, record_id } of rows) ids.set(record_id, id)
  }
  return ids
}

async function dropRows(ctx: Ctx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await dropHits(ctx, ids)
  await ctx
    .db('core_search_record')
    .whereIn('id', [...ids])
    .delete()
}

async function dropHits(ctx: Ctx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0)
    await ctx
      .db('core_search_hit')
      .whereIn('search_id', [...ids])
      .delete()
}
