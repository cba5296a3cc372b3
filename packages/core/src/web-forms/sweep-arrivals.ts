import type { Ctx } from '../ctx.js'
import { addDays } from '../time/day.js'

/** Days after which nobody counts any more what came from whom. */
const COUNTED_DAYS = 2
/** Days for which what programs left is shown. */
const TRAPPED_DAYS = 30

/** Forgets whence inquiries came once they are not counted any more, and what programs sent. */
export async function sweepArrivals(ctx: Ctx): Promise<void> {
  const before = (days: number) => `${addDays(ctx.now().slice(0, 10), -days)}T00:00:00.000Z`
  await ctx
    .db('core_web_form_arrival')
    .where('at', '<', before(COUNTED_DAYS))
    .whereNotNull('sender')
    .update({ sender: null })
  await ctx.db('core_web_form_arrival').where('at', '<', before(TRAPPED_DAYS)).whereNull('event_id').delete()
}
