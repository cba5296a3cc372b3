import { judgeAttributes } from '../attributes/judge-attributes.js'
import { writeAttributes } from '../attributes/write-attributes.js'
import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { isUniqueViolation } from '../db/writing.js'
import type { Entity } from '../plugin/entity.js'
import { Refusal } from '../plugin/refusal.js'
import { indexFollowed, indexRecord } from '../search/index-record.js'
import { asConfiguration } from './as-configuration.js'
import { auditRecord, changesBetween } from './audit.js'
import { doerOf } from './doer.js'
import { recordSaved } from './hooks.js'
import { judgeChange } from './judge-change.js'
import { judgeValues } from './judge-values.js'
import { permissionOf } from './policy.js'
import { rowOf } from './row-of.js'
import { mustEdit } from './seen.js'
import { shapeOf } from './shape.js'
import { columnsOf, writeKept, type Values } from './values.js'

/**
 * Makes a record of a described entity: judges every field, the entity's rules and check `core.record-savable` (all
 * refusals at once, 422), writes the row, its lists, attributes, audit entry and search rows, and announces
 * `core.record-saved`. 403 without the entity's edit permission, or when the new record would lie outside its scope.
 */
export async function create<M extends Model>(ctx: Ctx, described: Entity<M>, values: Values): Promise<M> {
  const entity = described as unknown as Entity
  const permission = permissionOf(entity, 'edit')
  if (permission !== 'signed-in') ctx.must(permission)
  const shape = shapeOf(entity)
  const judgement = await judgeValues(ctx, shape, values, null)
  const attributes = await judgeAttributes(ctx, entity, values['attributes'], null)
  const extra = await judgeChange(ctx, shape, judgement, attributes, null, null)
  const { after, changed } = judgement

  const made = { version: 1, created_at: ctx.now(), created_by: doerOf(ctx) }
  const columns = { ...columnsOf(shape, after), ...extra, ...made }
  const id = await insertRow(ctx, shape.table, columns)
  await writeKept(ctx, shape, id, after, changed, true)
  await writeAttributes(ctx, id, attributes, true)
  await mustEdit(ctx, entity, { id })

  const row = rowOf(described, { ...columns, id })
  await entity.written?.(ctx, { before: null, after: row })
  await indexRecord(ctx, entity, row, { values: after, attributes: attributes.after, isNew: true })
  await indexFollowed(ctx, entity, after)
  const label = entity.label(row)
  await asConfiguration(ctx, entity, { id, label }, (inside) =>
    auditRecord(inside, entity, {
      id,
      label,
      action: 'created',
      version: 1,
      values: after,
      changes: changesBetween(entity, null, after, changed),
    }),
  )
  await ctx.announce(recordSaved, { entity: entity.id, id, version: 1, changed: [...changed] })

  return row
}

async function insertRow(ctx: Ctx, table: string, columns: object): Promise<number> {
  try {
    const [id] = await ctx.db(table).insert(columns)
    return Number(id)
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('core.taken') : error
  }
}
