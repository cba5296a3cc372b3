import { attributesOf } from '../attributes/attributes-of.js'
import { dropAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import { isForeignKeyViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import type { Undoable } from '../plugin/undoable.js'
import { indexFollowed, unindexRecord } from '../search/index-record.js'
import { auditRecord, changesBetween } from './audit.js'
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
    takeOut(inside, entity, row as unknown as Recorded, label),
  )
  return { changeSetId }
}

async function takeOut(ctx: Ctx, entity: Entity, row: Recorded, label: string): Promise<void> {
  const { id, version } = row
  const shape = shapeOf(entity)
  const attributes = (await attributesOf(ctx, entity, [id])).get(id) ?? {}
  const before = { ...(await valuesOf(ctx, shape, [row])).get(id), attributes }
  await layInBin(ctx, entity, { record: id, label, kept: await rowsOf(ctx, entity, [id]) })

  await dropAttributes(ctx, entity, id)
  await unindexRecord(ctx, entity, id)
  await forgetFollowers(ctx, entity, [id])
  await deleteRows(ctx, shape, { id, version })
  await entity.written?.(ctx, { before: row, after: null })

  await indexFollowed(ctx, entity, before)
  const changes = changesBetween(entity, before, null, heldBy(shape, before))
  await auditRecord(ctx, entity, { id, label, action: 'removed', version, values: before, changes })
}

/** Names of what a record holds: fields that have a value, and its attributes (`attributes.size`). */
export function heldBy({ byKey }: Shape, values: Values): ReadonlySet<string> {
  const held = new Set([...byKey.keys()].filter((key) => (values[key] ?? null) !== null))
  for (const key of Object.keys((values['attributes'] ?? {}) as Values)) held.add(`attributes.${key}`)
  return held
}

/** The row with its lists and inner rows; what follows it goes by the database's own cascade. */
async function deleteRows(ctx: Ctx, shape: Shape, at: { id: number; version: number }): Promise<void> {
  try {
    for (const { field } of shape.fields)
      if (field.kept) await ctx.db(field.kept.table).where(field.kept.record, at.id).delete()
    for (const { table, column } of shape.entity.inner ?? []) await ctx.db(table).where(column, at.id).delete()
    const touched = await ctx.db(shape.table).where(at).delete()
    if (touched === 0) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
  } catch (error) {
    throw isForeignKeyViolation(error) ? new Refusal('core.record-referenced') : error
  }
}
