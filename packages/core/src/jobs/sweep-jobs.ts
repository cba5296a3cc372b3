import type { Ctx } from '../ctx.js'
import { later } from '../later/clock.js'
import { JOBS } from './job-run.js'

const DAY = 24 * 60 * 60 * 1000

/** Runs that are over are kept a hundred days, longer than their changes can be undone. */
export async function sweepJobs(ctx: Ctx): Promise<void> {
  await ctx
    .db(JOBS)
    .whereNotNull('ended_at')
    .andWhere('ended_at', '<', later(ctx.now(), -100 * DAY))
    .delete()
}
