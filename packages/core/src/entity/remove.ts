import { attributesOf } from '../attributes/attributes-of.js'
import { dropAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Model, Recorded } from '../db/model.js'
import { isForeignKeyViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import { indexFollowed, unindexRecord } from '../search/index-record.js'
import { auditRecord, changesBetween } from './audit.js'
import { forgetFollowers } from './forget-followers.js'
import { mustBeCurrent } from './save.js'
import { mustEdit, seenOne } from './seen.js'
import { shapeOf } from './shape.js'
import { valuesOf, type Values } from './values.js'

/**
 * Removes a record with its lists, attributes and search rows, and those of what follows it; the audit entry keeps what it was. 404, 403, 428 and 409
 * as `save`; 422 `core.record-referenced` when another record points at it.
 */
export async function remove<M extends Model>(
  ctx: Ctx,
  described: Entity<M>,
  id: number,
  { version }: { readonly version: number | undefined },
): Promise<void> {
  const entity = described as unknown as Entity
  const row = await seenOne(ctx, described, id)
  await mustEdit(ctx, entity, row)
  const shape = shapeOf(entity)
  mustBeCurrent(row as unknown as Recorded, version, {}, {})
  const attributes = (await attributesOf(ctx, entity, [id])).get(id) ?? {}
  const before = { ...(await valuesOf(ctx, shape, [row])).get(id), attributes }

  for (const { field } of shape.fields)
    if (field.kept) await ctx.db(field.kept.table).where(field.kept.record, id).delete()
  await dropAttributes(ctx, entity, id)
  await unindexRecord(ctx, entity, id)
  await forgetFollowers(ctx, entity, [id])
  await deleteRow(ctx, shape.table, { id, version: version ?? 0 })
  await entity.written?.(ctx, { before: row, after: null })

  await indexFollowed(ctx, entity, before)
  const held = new Set([...shape.byKey.keys()].filter((key) => (before as Values)[key] !== null))
  for (const key of Object.keys(attributes)) held.add(`attributes.${key}`)
  const changes = changesBetween(entity, before, null, held)
  await auditRecord(ctx, entity, { id, label: entity.label(row as never), action: 'removed', values: before, changes })
}

async function deleteRow(ctx: Ctx, table: string, at: { id: number; version: number }): Promise<void> {
  try {
    const touched = await ctx.db(table).where(at).delete()
    if (touched === 0) throw new Refusal('core.conflict', { status: 409, extra: { fields: [] } })
  } catch (error) {
    throw isForeignKeyViolation(error) ? new Refusal('core.record-referenced') : error
  }
}
