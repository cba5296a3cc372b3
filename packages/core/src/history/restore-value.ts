import type { Ctx } from '../ctx.js'
import type { AuditChange } from '../entity/audit.js'
import { save } from '../entity/save.js'
import { shapeOf } from '../entity/shape.js'
import type { Entity } from '../plugin/entity.js'
import { notFound } from '../plugin/refusal.js'

const ATTRIBUTE = 'attributes.'

/**
 * Gives a field the value it had before an entry, by an ordinary save at `version`, with all its refusals. 404 for an entry
 * of another record and for a field that is set by services only.
 */
export async function restoreValue(
  ctx: Ctx,
  entity: Entity,
  id: number,
  { entry, field, version }: { readonly entry: number; readonly field: string; readonly version: number | undefined },
): Promise<void> {
  const row: { changes: string } | undefined = await ctx
    .db('core_audit')
    .where({ id: entry, entity: entity.id, record: id, part: null })
    .first('changes')
  const change = row && (JSON.parse(row.changes) as AuditChange[]).find((one) => one.field === field)
  if (!change || !isRestorable(entity, field)) throw notFound()

  const key = field.startsWith(ATTRIBUTE) ? field.slice(ATTRIBUTE.length) : null
  const values = key === null ? { [field]: change.before } : { attributes: { [key]: change.before } }
  await save({ ...ctx, origin: 'reversal' }, entity, id, { version, ...values })
}

/** Whether a field may go back by itself: records whose lines and sums belong together are edited as a whole. */
export function isRestorable(entity: Entity, field: string): boolean {
  if (entity.inner?.some((one) => one.field !== undefined)) return false
  if (field.startsWith(ATTRIBUTE)) return true
  const known = shapeOf(entity).byKey.get(field)
  return known !== undefined && !known.field.readonly && known.field.kind !== 'password'
}
