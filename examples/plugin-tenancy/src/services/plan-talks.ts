import { addDays, createEvent, event, seen, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'
import type { Flat } from '../model.js'
import { settings } from '../settings.js'
import { sourceOf, talkType } from '../talk.js'

/**
 * Every morning: a talk with each tenant whose lease ends soon and with whom none was planned for this lease. A run may be
 * made again after a crash, hence the question whether the event is there.
 */
export async function planTalks(ctx: Ctx): Promise<void> {
  const { talkDaysBefore } = await ctx.settings('tenancy', settings)
  const until = addDays(ctx.today(), talkDaysBefore)
  const ending = await seen(ctx, flat).whereNotNull('tenantId').whereBetween('leaseEndsOn', [ctx.today(), until])

  for (const row of ending) {
    if (!(await isPlanned(ctx, row))) await planTalk(ctx, row)
  }
}

async function isPlanned(ctx: Ctx, row: Flat): Promise<boolean> {
  const planned = await seen(ctx, event)
    .where({ source: sourceOf(row) })
    .first()
  return planned !== undefined
}

async function planTalk(ctx: Ctx, row: Flat): Promise<void> {
  await createEvent(ctx, {
    type: talkType.key,
    contractorId: row.tenantId,
    ownerId: row.ownerId,
    subject: ctx.t('tenancy.talk-about', { flat: row.name }),
    source: sourceOf(row),
  })
}
