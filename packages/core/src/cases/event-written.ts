import type { Ctx } from '../ctx.js'
import { notify } from '../notifications/notify.js'
import { doerOf } from './mine.js'
import { Event } from './models/event.js'
import { eventAssigned, orderDone } from './notifications.js'
import { quietAfter } from './services/settle-quiet.js'
import { planNotices } from './services/plan-notices.js'
import { eventDone, eventSaved } from './hooks.js'

/**
 * Tells whoever wants to know that an event was written, and that it came to its end: other plugins, those who look at it or
 * at a list of what they have to do, and the one to whom somebody else gave it.
 */
export async function eventWritten(
  ctx: Ctx,
  { before, after }: { before: Event | null; after: Event | null },
): Promise<void> {
  await touched(ctx, before, after)
  await quietAfter(ctx, before, after)
  if (after === null) return
  await assigned(ctx, before, after)
  await planNotices(ctx, before, after)
  await ctx.announce(eventSaved, { eventId: after.id })
  if (after.state !== 'done' || before?.state === 'done') return
  await ordered(ctx, after)
  await ctx.announce(eventDone, { eventId: after.id })
}

async function touched(ctx: Ctx, before: Event | null, after: Event | null): Promise<void> {
  const people = [before, after].flatMap((row) => (row === null ? [] : (doerOf(row) ?? [])))
  for (const id of new Set(people)) await ctx.touch(`core.worklist:${id}`)
  const id = (after ?? before)?.id
  if (id !== undefined) await ctx.touch(`core.event:${id}`)
  await ctx.touch('core.event')
}

/** Nobody has to be told what he gave himself, nor what the example firm came with. */
async function assigned(ctx: Ctx, before: Event | null, after: Event): Promise<void> {
  const doer = doerOf(after)
  const open = after.state === 'planned' || after.state === 'in-progress'
  if (!open || doer === null || doer === ctx.operator?.id || ctx.origin === 'example') return
  if (before !== null && doerOf(before) === doer) return
  // Of a series its first one was told of; whoever is given the following ones is told once.
  if (before === null && after.seriesId !== null) return
  const series = after.seriesId !== null && ctx.changeSet !== null ? `series:${after.seriesId}:${ctx.changeSet}` : null

  await notify(ctx, eventAssigned, {
    subject: series ?? `event:${after.id}:${after.version}`,
    to: [doer],
    params: { by: ctx.operator?.name ?? 'Berberis', subject: after.subject },
    href: `/events/${after.id}`,
  })
}

/** Whoever ordered an event from one of his own, which is still open, is told that it is done; not of what he did himself. */
async function ordered(ctx: Ctx, { id, version, originId, subject }: Event): Promise<void> {
  if (originId === null) return
  const first = await Event.query(ctx.db).findById(originId)
  const open = first?.state === 'planned' || first?.state === 'in-progress'
  if (!first || !open || first.ownerId === null || first.ownerId === ctx.operator?.id) return

  await notify(ctx, orderDone, {
    subject: `event:${first.id}:by:${id}:${version}`,
    to: [first.ownerId],
    params: { subject, first: first.subject, firstId: first.id },
    href: `/events/${first.id}`,
  })
}
