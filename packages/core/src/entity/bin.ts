import type { Ctx } from '../ctx.js'
import { inParts } from '../db/bulk.js'
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
 * Everything that goes when these records go: their rows, lists, inner rows and attributes, and all of that of what
 * follows them. As the tables have it, so that it can be put back as it was.
 */
export async function rowsOf(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<readonly KeptRows[]> {
  const { table, fields } = shapeOf(entity)
  const kept = [await rowsBy(ctx, { table, column: 'id', ids, entity: entity.id })]
  for (const { field } of fields)
    if (field.kept) kept.push(await rowsBy(ctx, { table: field.kept.table, column: field.kept.record, ids }))
  for (const { table, column } of entity.inner ?? []) kept.push(await rowsBy(ctx, { table, column, ids }))
  if (entity.attributable) kept.push(await attributeRows(ctx, entity, ids))
  for (const { follower, column } of followersOf(ctx, entity)) {
    const { rows } = await rowsBy(ctx, { table: shapeOf(follower).table, column, ids })
    if (rows.length > 0)
      kept.push(
        ...(await rowsOf(
          ctx,
          follower,
          rows.map(({ id }) => Number(id)),
        )),
      )
  }
  return kept.filter(({ rows }) => rows.length > 0)
}

/** Lays what a removed record was into the bin of the open change set; only the instance key opens it. */
export async function layInBin(
  ctx: Ctx,
  { id: entity }: Entity,
  { record, label, kept }: { readonly record: number; readonly label: string; readonly kept: readonly KeptRows[] },
): Promise<void> {
  const [bin] = await ctx.db('core_bin').insert({
    change_set_id: ctx.changeSet,
    entity,
    record,
    label: label.slice(0, 300),
    kept: ctx.vault.seal(JSON.stringify(kept)),
  })
  const files = await filesOf(ctx, kept)
  if (files.length > 0) await ctx.db('core_bin_file').insert(files.map((sha256) => ({ bin_id: Number(bin), sha256 })))
}

interface Wanted {
  readonly table: string
  readonly column: string
  readonly ids: readonly number[]
  readonly entity?: string
}

async function rowsBy(ctx: Ctx, { table, column, ids, entity }: Wanted): Promise<KeptRows> {
  const rows: Row[] = []
  for (const part of inParts(ids)) rows.push(...((await ctx.db(table).whereIn(column, part).select()) as Row[]))
  return { table, entity: entity ?? null, rows }
}

async function attributeRows(ctx: Ctx, entity: Entity, ids: readonly number[]): Promise<KeptRows> {
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
  return { table: 'core_attribute_value', entity: null, rows }
}

/** Stored bytes that these rows name: by hash, or as the core's own attachments by their blob. */
async function filesOf(ctx: Ctx, kept: readonly KeptRows[]): Promise<readonly string[]> {
  const rows = kept.flatMap((one) => one.rows)
  const hashes = rows.flatMap(({ sha256 }) => (typeof sha256 === 'string' ? [sha256] : []))
  const blobs = rows.flatMap(({ blob_id }) => (blob_id === undefined ? [] : [Number(blob_id)]))
  for (const part of inParts(blobs))
    hashes.push(...(await ctx.db('core_blob').whereIn('id', part).pluck<string[]>('sha256')))
  return [...new Set(hashes)]
}
