import { attributesOf } from '../attributes/attributes-of.js'
import { restoreAttributes } from '../attributes/restore-attributes.js'
import type { Ctx } from '../ctx.js'
import { inParts, insertMany } from '../db/bulk.js'
import type { Recorded } from '../db/model.js'
import { isForeignKeyViolation, isUniqueViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import { indexFollowed, reindex } from '../search/index-record.js'
import { auditRecord, changesBetween } from './audit.js'
import type { KeptRows, Row } from './bin.js'
import { recordSaved } from './hooks.js'
import { heldBy } from './remove.js'
import { rowOf } from './row-of.js'
import { mustEdit } from './seen.js'
import { shapeOf } from './shape.js'
import { valuesOf } from './values.js'

/**
 * Puts a removed record back under its id and version, with all that went with it. The one who asks must be allowed to
 * edit it as it comes back (403). Refuses `core.taken` (its id or a unique value is somebody else's by now) and
 * `core.reference-gone` (a record it points at is no longer there). Says whether all of its attributes are back, too.
 */
export async function restore(ctx: Ctx, entity: Entity, id: number, kept: readonly KeptRows[]): Promise<boolean> {
  const whole = await putBack(ctx, kept)
  const own = kept.find((one) => one.entity === entity.id)?.rows.find((row) => Number(row['id']) === id)
  if (!own) throw new Refusal('core.bin-empty')
  await mustEdit(ctx, entity, { id })

  const row = rowOf(entity, own) as unknown as Recorded
  await entity.written?.(ctx, { before: null, after: row })
  await findAgain(ctx, kept)
  const shape = shapeOf(entity)
  const attributes = (await attributesOf(ctx, entity, [id])).get(id) ?? {}
  const values = { ...(await valuesOf(ctx, shape, [row])).get(id), attributes }
  await indexFollowed(ctx, entity, values)

  const held = heldBy(shape, values)
  await auditRecord(ctx, entity, {
    id,
    label: entity.label(row),
    action: 'restored',
    version: row.version,
    values,
    changes: changesBetween(entity, null, values, held),
  })
  await ctx.announce(recordSaved, { entity: entity.id, id, version: row.version, changed: [...held] })
  return whole
}

async function putBack(ctx: Ctx, kept: readonly KeptRows[]): Promise<boolean> {
  let whole = true
  try {
    for (const { table, rows } of kept)
      if (table === 'core_attribute_value') whole = (await restoreAttributes(ctx, rows)) && whole
      else await insertMany(ctx.db, table, await asTableNow(ctx, table, await unshared(ctx, table, rows)))
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('core.taken')
    throw isForeignKeyViolation(error) ? new Refusal('core.reference-gone') : error
  }
  return whole
}

/** Rows of a table whose key others may have: those whose key is free, and names a record that is there. */
async function unshared(ctx: Ctx, table: string, rows: readonly Row[]): Promise<readonly Row[]> {
  const entities = ctx.registry.plugins.flatMap((plugin) => plugin.entities ?? [])
  const shared = entities.flatMap(({ inner = [] }) => inner).find((one) => one.table === table)?.shared
  if (!shared) return rows
  const { key } = shared
  const free: Row[] = []
  for (const part of inParts(rows.map((row) => Number(row[key])))) {
    const taken = new Set(await ctx.db(table).whereIn(key, part).pluck<number[]>(key))
    const there = new Set(await ctx.db(shared.of().model.tableName).whereIn('id', part).pluck<number[]>('id'))
    free.push(...rows.filter((row) => there.has(Number(row[key])) && !taken.has(Number(row[key]))))
  }
  return free
}

/** A migration since may have taken a column away; what it held is gone with it. */
async function asTableNow(ctx: Ctx, table: string, rows: readonly Row[]): Promise<readonly Row[]> {
  const columns = new Set(Object.keys(await ctx.db(table).columnInfo()))
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column))))
}

/** The record and all that follows it is found again. */
async function findAgain(ctx: Ctx, kept: readonly KeptRows[]): Promise<void> {
  for (const { entity: entityId, rows } of kept) {
    const entity = entityId === null ? undefined : ctx.registry.entity(entityId)
    if (entity) for (const row of rows) await reindex(ctx, entity, rowOf(entity, row))
  }
}
