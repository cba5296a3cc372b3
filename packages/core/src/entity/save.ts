import { judgeAttributes } from '../attributes/judge-attributes.js'
import { writeAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import { isUniqueViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import { indexFollowed, indexRecord } from '../search/index-record.js'
import { asConfiguration } from './as-configuration.js'
import { auditRecord, changesBetween } from './audit.js'
import { recordSaved } from './hooks.js'
import { judgeChange } from './judge-change.js'
import { judgeValues } from './judge-values.js'
import { mergeValues, refuseStale, type Stale } from './merge-values.js'
import { rowOf } from './row-of.js'
import { mustEdit, seenOne } from './seen.js'
import { shapeOf, type Shape } from './shape.js'
import { columnsOf, valuesOf, writeKept, type Values } from './values.js'

/** What is sent for a change: the version it was read at, and the fields it carries; a field left out stays. */
export type Saved = Values & { readonly version: number | undefined }

/**
 * Changes a record: 404 when it may not be seen, 403 when it may not be edited (before or after), 428 without a version,
 * 422 with all refusals at once. What others changed since `version` is merged field by field; 409 `core.conflict` with
 * `fields: [{ path, mine, theirs, original, by, at }]` when both changed one field to different values, or something at all
 * with `merge: false` (a record whose fields only make sense together) and with `If-Match`.
 * A save that changes nothing writes nothing and keeps the version. Returns the row as it is now.
 */
export async function save<M extends Model>(
  ctx: Ctx,
  described: Entity<M>,
  id: number,
  { version, ...given }: Saved,
  { merge = true }: { readonly merge?: boolean } = {},
): Promise<M> {
  const entity = described as unknown as Entity
  const row = await seenOne(ctx, described, id)
  await mustEdit(ctx, entity, row)
  const shape = shapeOf(entity)
  const before = (await valuesOf(ctx, shape, [row])).get(id) ?? {}
  const stale = { row: row as unknown as Recorded, before, version: atVersion(version), values: given }
  const values = await currentValues(ctx, shape, stale, merge)

  const judgement = await judgeValues(ctx, shape, values, before)
  const attributes = await judgeAttributes(ctx, entity, values['attributes'], id)
  const extra = await judgeChange(ctx, shape, judgement, attributes, row, before)
  const { after, changed } = judgement
  if (changed.size === 0) return row

  const next = stale.row.version + 1
  const columns = { ...columnsOf(shape, after, changed), ...extra, version: next }
  // Somebody was faster after the row was read: what he wrote is there to be merged now.
  if (!(await updateRow(ctx, shape, { id, version: next - 1 }, columns)))
    return save(ctx, described, id, { version, ...given }, { merge })
  await writeKept(ctx, shape, id, after, changed, false)
  await writeAttributes(ctx, id, attributes, false)
  await mustEdit(ctx, entity, row)

  const saved = rowOf(described, { ...(row.$toDatabaseJson() as object), ...columns })
  await entity.written?.(ctx, { before: row, after: saved })
  await indexRecord(ctx, entity, saved, {
    values: after,
    ...(values['attributes'] !== undefined && { attributes: attributes.after }),
  })
  await indexFollowed(ctx, entity, after)
  const label = entity.label(saved)
  await asConfiguration(ctx, entity, { id, label }, (inside) =>
    auditRecord(inside, entity, {
      id,
      label,
      action: 'changed',
      version: next,
      values: after,
      changes: changesBetween(entity, { ...before, attributes: attributes.before }, after, changed),
    }),
  )
  await ctx.announce(recordSaved, { entity: entity.id, id, version: next, changed: [...changed] })

  return saved
}

/** The values to write over the row as it is now. */
async function currentValues(ctx: Ctx, shape: Shape, stale: Stale, merge: boolean): Promise<Values> {
  if (stale.row.version === stale.version) return stale.values
  // Nobody has read a version that is not there yet.
  if (stale.version > stale.row.version) mustBeCurrent(stale.row, stale.version)
  return merge && !ctx.exactVersion ? mergeValues(ctx, shape, stale) : refuseStale(ctx, shape, stale)
}

function atVersion(version: number | undefined): number {
  if (version === undefined) throw new Refusal('core.version-missing', { status: 428 })
  return version
}

/** 428 without a version; 409 when the row has moved on. */
export function mustBeCurrent(row: Pick<Recorded, 'version'>, version: number | undefined): void {
  if (row.version === atVersion(version)) return
  throw new Refusal('core.conflict', { status: 409, extra: { version: row.version, fields: [] } })
}

/** One guarded statement: between reading and writing somebody may have been faster. */
async function updateRow(
  ctx: Ctx,
  { table }: Shape,
  at: { id: number; version: number },
  columns: object,
): Promise<boolean> {
  try {
    return (await ctx.db(table).where(at).update(columns)) > 0
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('core.taken') : error
  }
}
