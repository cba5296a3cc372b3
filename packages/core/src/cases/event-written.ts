import type { Ctx } from '../ctx.js'
import type { Event } from './models/event.js'
import { eventDone, eventSaved } from './hooks.js'

/** Tells whoever wants to know that an event was written, and that it came to its end. */
export async function eventWritten(
  ctx: Ctx,
  { before, after }: { before: Event | null; after: Event | null },
): Promise<void> {
  if (after === null) return
  await ctx.announce(eventSaved, { eventId: after.id })
  if (after.state === 'done' && before?.state !== 'done') await ctx.announce(eventDone, { eventId: after.id })
}
