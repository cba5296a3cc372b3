import { attributesOf } from '../attributes/attributes-of.js'
import { dropAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import { grouped, inParts } from '../db/bulk.js'
import { isForeignKeyViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import type { Undoable } from '../plugin/undoable.js'
import { indexFollowed, unindexRecords } from '../search/index-record.js'
import { auditChanges, changesBetween, recordEntry } from './audit.js'
import { layInBin, rowsOf } from './bin.js'
import { inChangeSet } from './change-set.js'
import { forgetFollowers } from './forget-followers.js'
import { mustBeCurrent } from './save.js'
import { mustEdit, seenOne } from './seen.js'
import { shapeOf, type Shape } from './shape.js'
import { valuesOf, type Values } from './values.js'

/**
 * Removes a record with its lists, inner rows, attributes and search rows, and those of what follows it. All of it lies in
 * the bin until the change set ends (`undoDays`), from where `reverseChangeSet` brings it back under the same id; the audit
 * entry keeps what it was. 404, 403, 428 and 409 as `save`; 422 `core.record-referenced` when another record points at it.
 */
export async function remove<M extends Model>(
  ctx: Ctx,
  described: Entity<M>,
  id: number,
  { version }: { readonly version: number | undefined },
): Promise<Undoable> {
  const entity = described as unknown as Entity
  const row = await seenOne(ctx, described, id)
  await mustEdit(ctx, entity, row)
  mustBeCurrent(row as unknown as Recorded, version)

  const label = entity.label(row as never)
  const { changeSetId } = await inChangeSet(ctx, { kind: 'removal', label, entity: entity.id, record: id }, (inside) =>
    takeOut(inside, entity, [row as unknown as Recorded]),
  )
  return { changeSetId }
}

/**
 * Takes these rows of an entity out as one, some statements for all of them. The caller has judged that they may go and has a
 * change set open. 409 `core.conflict` when one of them was changed meanwhile, 422 `core.record-referenced` when another
 * record points at one: nothing is to be kept of what was done then.
 */
export async function takeOut(ctx: Ctx, entity: Entity, rows: readonly Recorded[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  const shape = shapeOf(entity)
  const attributes = await attributesOf(ctx, entity, ids)
  const values = await valuesOf(ctx, shape, rows)
  const kept = await rowsOf(ctx, entity, ids)
  const gone = rows.map((row) => ({
    row,
    label: entity.label(row as never),
    before: { ...values.get(row.id), attributes: attributes.get(row.id) ?? {} },
  }))
  await layInBin(
    ctx,
    entity,
    gone.map(({ row: { id }, label }) => ({ record: id, label, kept: kept.get(id) ?? [] })),
  )
  await dropAttributes(ctx, entity, ids)
  await unindexRecords(ctx, entity, ids)
  await forgetFollowers(ctx, entity, ids)
  await deleteRows(ctx, shape, rows)
  for (const { row, before } of gone) {
    await entity.written?.(ctx, { before: row, after: null })
    await indexFollowed(ctx, entity, before)
  }
  await auditChanges(
    ctx,
    gone.map(({ row: { id, version }, label, before }) => {
      const changes = changesBetween(entity, before, null, heldBy(shape, before))
      return recordEntry(entity, { id, label, action: 'removed', version, values: before, changes })
    }),
  )
}

/** Names of what a record holds: fields that have a value, and its attributes (`attributes.size`). */
export function heldBy({ byKey }: Shape, values: Values): ReadonlySet<string> {
  const held = new Set([...byKey.keys()].filter((key) => (values[key] ?? null) !== null))
  for (const key of Object.keys((values['attributes'] ?? {}) as Values)) held.add(`attributes.${key}`)
  return held
}

/** The rows with their lists and inner rows; what follows them goes by the database's own cascade. */
async function deleteRows(ctx: Ctx, shape: Shape, rows: readonly Recorded[]): Promise<void> {
  const lists = shape.fields.flatMap(({ field }) =>
    field.kept ? [{ table: field.kept.table, column: field.kept.record }] : [],
  )
  try {
    for (const part of inParts(rows)) {
      const ids = part.map(({ id }) => id)
      for (const { table, column } of [...lists, ...(shape.entity.inner ?? [])])
        await ctx.db(table).whereIn(column, ids).delete()
      for (const [version, same] of grouped(part, (row) => row.version)) {
        const at = same.map(({ id }) => id)
        const touched = await ctx.db(shape.table).whereIn('id', at).where({ version }).delete()
        if (touched !== at.length) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
      }
    }
  } catch (error) {
    throw isForeignKeyViolation(error) ? new Refusal('core.record-referenced') : error
  }
}
