import type { Ctx } from '../ctx.js'
import { later } from './clock.js'

const DAY = 24 * 60 * 60 * 1000

/** Idempotency keys are kept a day (spec-core §10). */
export async function sweepKeys(ctx: Ctx): Promise<void> {
  await ctx.db('core_idempotency').where('created_at', '<', later(ctx.now(), -DAY)).delete()
}

/** Delivered announcements are kept a month; runs of schedules longer than the rarest schedule is apart, since the last one says what was missed. */
export async function sweepDone(ctx: Ctx): Promise<void> {
  await ctx
    .db('core_outbox')
    .where({ state: 'done' })
    .andWhere('done_at', '<', later(ctx.now(), -30 * DAY))
    .delete()
  await ctx
    .db('core_schedule_run')
    .where({ state: 'done' })
    .andWhere('created_at', '<', later(ctx.now(), -100 * DAY))
    .delete()
}
