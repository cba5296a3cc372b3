import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { doerOf } from '../../entity/doer.js'
import { permissionOf } from '../../entity/policy.js'
import { raise } from '../../entity/revision.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound, refuseFields } from '../../plugin/refusal.js'
import { isRealDay } from '../../time/day.js'
import { grantsOf, loadAccess } from '../access.js'
import type { OneRecord } from './shares-of.js'

export interface Shared {
  readonly operatorId: number
  /** Last local day; without end when it is null. */
  readonly until?: string | null
}

/**
 * Lets an operator read one record, with what follows it and what it opens, and nothing around it, until a day. Who may
 * edit the record may share it: 404, 403. Shared again, only the day changes. Refuses under its field: `core.bad-day`,
 * `core.share-past`, `core.share-nobody` for who does not work here, `core.share-no-grant` for a role that reads none.
 */
export async function shareRecord(ctx: Ctx, { entity, id }: OneRecord, { operatorId, until = null }: Shared) {
  const label = await mayShare(ctx, entity, id)
  await judge(ctx, entity, { operatorId, until })
  const share = { entity: entity.id, record_id: id, operator_id: operatorId }
  const before = await ctx.db('core_share').where(share).first<{ id: number; until_day: string | null }>()
  if (before) await ctx.db('core_share').where({ id: before.id }).update({ until_day: until })
  else await ctx.db('core_share').insert({ ...share, until_day: until, by_id: doerOf(ctx), created_at: ctx.now() })

  await raise(ctx, 'access')
  const change = { field: 'share', before: null, after: { operatorId, until } }
  await auditChange(ctx, { entity: entity.id, record: id, label, action: 'shared', changes: [change] })
}

/** Takes a share back; it acts at the next request of whoever had it. 404 when there is none. */
export async function unshareRecord(ctx: Ctx, { entity, id }: OneRecord, operatorId: number): Promise<void> {
  const label = await mayShare(ctx, entity, id)
  const gone = await ctx.db('core_share').where({ entity: entity.id, record_id: id, operator_id: operatorId }).delete()
  if (gone === 0) throw notFound()

  await raise(ctx, 'access')
  const change = { field: 'share', before: { operatorId }, after: null }
  await auditChange(ctx, { entity: entity.id, record: id, label, action: 'unshared', changes: [change] })
}

async function mayShare(ctx: Ctx, entity: Entity, id: number): Promise<string> {
  const row = await seenOne(ctx, entity, id)
  await mustEdit(ctx, entity, row)
  return entity.label(row)
}

async function judge(ctx: Ctx, entity: Entity, { operatorId, until }: Shared): Promise<void> {
  if (until && !isRealDay(until)) throw refuseFields([{ path: 'until', code: 'core.bad-day' }])
  if (until && until < ctx.today()) throw refuseFields([{ path: 'until', code: 'core.share-past' }])

  const there: { role_id: number } | undefined = await ctx
    .db('core_operator')
    .where({ id: operatorId })
    .whereNull('deactivated_at')
    .first('role_id')
  if (!there) throw refuseFields([{ path: 'operatorId', code: 'core.share-nobody' }])

  const read = permissionOf(entity, 'read')
  const grants = grantsOf(await loadAccess(ctx.db), ctx.registry, there.role_id)
  if (read !== 'signed-in' && !grants.has(read.id))
    throw refuseFields([{ path: 'operatorId', code: 'core.share-no-grant' }])
}
