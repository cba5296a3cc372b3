import type { Ctx } from '../../ctx.js'
import { later } from '../../later/clock.js'
import { RUNS } from './bulk-run.js'

const DAY = 24 * 60 * 60 * 1000

/** Bulk changes that are over are kept a hundred days, with what they refused. */
export async function sweepBulkRuns(ctx: Ctx): Promise<void> {
  await ctx
    .db(RUNS)
    .whereNotNull('ended_at')
    .andWhere('ended_at', '<', later(ctx.now(), -100 * DAY))
    .delete()
}
