import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { may } from '../permissions.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { ERRANDS } from './errand-notes.js'

const OUTBOX = 'core_outbox'
const RUNS = 'core_schedule_run'

/**
 * Puts an announcement that a listener gave up on back to waiting, due at once and with all its tries. Audited.
 * 403 without `core.read-logs`, 404, 422 `core.delivery-not-stopped`.
 */
export async function retryAnnouncement(ctx: Ctx, id: number): Promise<void> {
  ctx.must(may.readLogs)
  const row = await ctx
    .db(OUTBOX)
    .where({ id })
    .first<{ hook: string; plugin: string; listener: string } | undefined>('hook', 'plugin', 'listener')
  if (!row) throw notFound()

  const changed = await ctx
    .db(OUTBOX)
    .where({ id, state: 'stopped' })
    .update({ state: 'waiting', tries: 0, due_at: ctx.now(), token: ctx.db.raw('?? + 1', ['token']) })
  await noteRetry(ctx, changed, { entity: 'core.delivery', id, label: `${row.hook} → ${row.plugin}:${row.listener}` })
}

/**
 * Has the plugin of an errand told its outcome again, at once and with all its tries; the errand itself is not done
 * again. Audited. 403 without `core.read-logs`, 404, 422 `core.delivery-not-stopped`.
 */
export async function retryOutcome(ctx: Ctx, id: number): Promise<void> {
  ctx.must(may.readLogs)
  const row = await ctx.db(ERRANDS).where({ id }).first<{ errand: string } | undefined>('errand')
  if (!row) throw notFound()

  const changed = await ctx
    .db(ERRANDS)
    .where({ id, owes_told: 2 })
    .update({ owes_told: 1, told_tries: 0, due_at: ctx.now() })
  await noteRetry(ctx, changed, { entity: 'core.errand', id, label: row.errand })
}

/**
 * Runs a schedule again for the due time it gave up on, at once and with all its tries. Audited.
 * 403 without `core.read-logs`, 404, 422 `core.delivery-not-stopped`.
 */
export async function retryRun(ctx: Ctx, id: number): Promise<void> {
  ctx.must(may.readLogs)
  const row = await ctx
    .db(RUNS)
    .where({ id })
    .first<{ plugin: string; name: string; due: string } | undefined>('plugin', 'name', 'due')
  if (!row) throw notFound()

  const changed = await ctx
    .db(RUNS)
    .where({ id, state: 'stopped' })
    .update({ state: 'waiting', tries: 0, due_at: ctx.now(), token: ctx.db.raw('?? + 1', ['token']) })
  await noteRetry(ctx, changed, { entity: 'core.schedule-run', id, label: `${row.plugin}:${row.name} ${row.due}` })
}

async function noteRetry(
  ctx: Ctx,
  changed: number,
  { entity, id, label }: { readonly entity: string; readonly id: number; readonly label: string },
): Promise<void> {
  if (changed !== 1) throw new Refusal('core.delivery-not-stopped')
  await auditChange(ctx, {
    entity,
    record: id,
    label,
    action: 'retry',
    changes: [{ field: 'delivery', before: 'stopped', after: 'waiting' }],
  })
}
