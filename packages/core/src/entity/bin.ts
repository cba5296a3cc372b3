import type { Ctx } from '../ctx.js'
import { grouped, inParts, insertMany } from '../db/bulk.js'
import type { Entity } from '../plugin/entity.js'
import { followersOf } from './followers.js'
import { shapeOf } from './shape.js'

/** A row as its table has it, by column. */
export type Row = Readonly<Record<string, unknown>>

/** Rows of one table; in a list of these each table stands after those it points at. */
export interface KeptRows {
  readonly table: string
  /** The described entity they are records of; null for lists, attributes and undescribed inner rows. */
  readonly entity: string | null
  readonly rows: readonly Row[]
}

/**
 * Everything that goes when these records go, for each of them: its row, lists, inner rows and attributes, and all of that
 * of what follows it. As the tables have it, so that it can be put back as it was.
 */
export async function rowsOf(
  ctx: Ctx,
  entity: Entity,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly KeptRows[]>> {
  const kept = new Map<number, KeptRows[]>(ids.map((id) => [id, []]))
  await collect(ctx, entity, new Map(ids.map((id) => [id, id])), kept)
  return kept
}

/** `roots`: of each record of this entity, the one with which it goes. */
async function collect(
  ctx: Ctx,
  entity: Entity,
  roots: ReadonlyMap<number, number>,
  kept: ReadonlyMap<number, KeptRows[]>,
): Promise<void> {
  const ids = [...roots.keys()]
  const keep = (table: string, column: string, rows: readonly Row[], of: string | null = null) => {
    for (const [root, own] of grouped(rows, (row) => roots.get(Number(row[column])) ?? 0))
      kept.get(root)?.push({ table, entity: of, rows: own })
  }
  const { table, fields } = shapeOf(entity)
  keep(table, 'id', await rowsBy(ctx, table, 'id', ids), entity.id)
  const lists = fields.flatMap(({ field }) =>
    field.kept ? [{ table: field.kept.table, column: field.kept.record }] : [],
  )
  for (const { table, column } of [...lists, ...(entity.inner ?? [])])
    keep(table, column, await rowsBy(ctx, table, column, ids))
  if (entity.attributable) keep('core_attribute_value', 'record_id', await attributeRows(ctx, entity, ids))
  for (const { follower, column } of followersOf(ctx, entity)) {
    const rows = await rowsBy(ctx, shapeOf(follower).table, column, ids)
    const own = rows.map((row) => [Number(row['id']), roots.get(Number(row[column])) ?? 0] as const)
    if (own.length > 0) await collect(ctx, follower, new Map(own), kept)
  }
}

/** Lays what removed records were into the bin of the open change set; only the instance key opens it. */
export async function layInBin(
  ctx: Ctx,
  { id: entity }: Entity,
  records: readonly { readonly record: number; readonly label: string; readonly kept: readonly KeptRows[] }[],
): Promise<void> {
  const files = await filesOf(ctx, records)
  for (const part of inParts(records)) {
    await insertMany(
      ctx.db,
      'core_bin',
      part.map(({ record, label, kept }) => ({
        change_set_id: ctx.changeSet,
        entity,
        record,
        label: label.slice(0, 300),
        kept: ctx.vault.seal(JSON.stringify(kept)),
      })),
    )
    const withFiles = part.map(({ record }) => record).filter((record) => files.has(record))
    if (withFiles.length === 0) continue
    const bins: { id: number; record: number }[] = await ctx
      .db('core_bin')
      .where({ change_set_id: ctx.changeSet, entity })
      .whereIn('record', withFiles)
      .groupBy('record')
      .select('record')
      .max({ id: 'id' })
    await insertMany(
      ctx.db,
      'core_bin_file',
      bins.flatMap(({ id, record }) => [...(files.get(record) ?? [])].map((sha256) => ({ bin_id: id, sha256 }))),
    )
  }
}

async function rowsBy(ctx: Ctx, table: string, column: string, ids: readonly number[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const part of inParts(ids)) rows.push(...((await ctx.db(table).whereIn(column, part).select()) as Row[]))
  return rows
}

async function attributeRows(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<readonly Row[]> {
  const types = ctx.db('core_attribute_type').where({ entity: entity.id }).select('id')
  const rows: Row[] = []
  for (const part of inParts(ids))
    rows.push(
      ...((await ctx
        .db('core_attribute_value')
        .whereIn('record_id', part)
        .whereIn('type_id', types)
        .select()) as Row[]),
    )
  return rows
}

/** Stored bytes that the rows of each record name: by hash, or as the core's own attachments by their blob. */
async function filesOf(
  ctx: Ctx,
  records: readonly { readonly record: number; readonly kept: readonly KeptRows[] }[],
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const rows = records.flatMap(({ record, kept }) => kept.flatMap((one) => one.rows.map((row) => ({ record, row }))))
  const blobs = [...new Set(rows.flatMap(({ row }) => (row['blob_id'] === undefined ? [] : [Number(row['blob_id'])])))]
  const hashes = new Map<number, string>()
  for (const part of inParts(blobs))
    for (const { id, sha256 } of await ctx
      .db('core_blob')
      .whereIn('id', part)
      .select<{ id: number; sha256: string }[]>('id', 'sha256'))
      hashes.set(id, sha256)
  const files = new Map<number, Set<string>>()
  for (const { record, row } of rows) {
    const named = [row['sha256'], hashes.get(Number(row['blob_id']))].filter((hash) => typeof hash === 'string')
    if (named.length > 0) files.set(record, new Set([...(files.get(record) ?? []), ...named]))
  }
  return files
}
