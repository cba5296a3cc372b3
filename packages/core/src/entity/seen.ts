import type { QueryBuilder } from 'objection'
import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import { selectRaw } from '../db/select-raw.js'
import type { Entity } from '../plugin/entity.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { permissionOf, policyOf } from './policy.js'
import { rowOf } from './row-of.js'

/**
 * The one way to rows of a described entity: those the asking one may read. Lists, pages, counts, search, pickers and
 * plugins' panels start here.
 */
export function seen<M extends Model>(ctx: Ctx, entity: Entity<M>): QueryBuilder<M> {
  const query = entity.model.query(ctx.db) as unknown as QueryBuilder<M>
  const policy = policyOf(ctx, entity as unknown as Entity, 'read')
  return policy ? query.whereRaw(policy.sql, [...policy.bindings]) : query
}

/** One visible row. 404 when there is none, or none that may be seen. */
export async function seenOne<M extends Model>(ctx: Ctx, entity: Entity<M>, id: number): Promise<M> {
  const [row] = await seenByIds(ctx, entity, [id])
  if (!row) throw notFound()
  return row
}

/**
 * Visible rows of these ids, in no order; hundreds at most. Without a builder: it is asked several times per request, and
 * building a query costs more than such a query.
 */
export async function seenByIds<M extends Model>(ctx: Ctx, entity: Entity<M>, ids: readonly number[]): Promise<M[]> {
  if (ids.length === 0) return []
  const { tableName } = entity.model
  const policy = policyOf(ctx, entity, 'read')
  const narrowed = policy ? ` and (${policy.sql})` : ''
  const sql = `select \`${tableName}\`.* from \`${tableName}\` where \`${tableName}\`.\`id\` in (${ids.map(() => '?').join(', ')})${narrowed}`
  const rows = await selectRaw<Record<string, unknown>>(ctx.db, sql, [...ids, ...(policy?.bindings ?? [])])
  return rows.map((row) => rowOf(entity, row))
}

/** Whether the asking one may change a row he sees. */
export async function editable(ctx: Ctx, entity: Entity, row: { readonly id: number }): Promise<boolean> {
  const policy = policyOf(ctx, entity, 'edit')
  if (policy === null) return true
  const { tableName } = entity.model
  const found: unknown = await ctx
    .db(tableName)
    .where(`${tableName}.id`, row.id)
    .whereRaw(policy.sql, [...policy.bindings])
    .first('id')
  return found !== undefined
}

/** Throws 403 `core.not-permitted`, naming the permission, when the asking one may not change the row. */
export async function mustEdit(ctx: Ctx, entity: Entity, row: { readonly id: number }): Promise<void> {
  if (await editable(ctx, entity, row)) return
  const permission = permissionOf(entity, 'edit')
  if (permission === 'signed-in') throw new Error(`${entity.id}: nobody edits by being signed in`)
  ctx.must(permission)
  // He has the permission, but not as far as this record.
  throw new Refusal('core.not-permitted', {
    status: 403,
    params: { permission: ctx.t(`permission.${permission.id}`) },
    extra: { permission: permission.id },
  })
}
