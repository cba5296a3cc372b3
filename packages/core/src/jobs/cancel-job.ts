import type { Ctx } from '../ctx.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { JOBS } from './job-run.js'

/**
 * Asks that one's own run end: it does after the step that is under way, and what its steps have done stays. 404 for
 * another's, 422 `core.job-over`.
 */
export async function cancelJob(ctx: Ctx, id: number): Promise<void> {
  const row = await ctx
    .db(JOBS)
    .where({ id, operator_id: ctx.operator?.id ?? 0 })
    .first('id')
  if (!row) throw notFound()

  const now = ctx.now()
  const asked = await ctx
    .db(JOBS)
    .where({ id })
    .whereIn('state', ['waiting', 'running'])
    // One that waits for another try is looked at now.
    .update({
      cancel_asked_at: now,
      due_at: ctx.db.raw("case when state = 'waiting' then ? else due_at end", [now]),
    })
  if (asked !== 1) throw new Refusal('core.job-over')
}
