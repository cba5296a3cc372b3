import { event, localDay, save, seen, type Ctx } from '@berberis/sdk'
import { flat } from '../entity.js'
import { flatIdOf } from '../talk.js'

/**
 * A talk was done: its day is noted at the flat. Announcements come at least once, so the same day is not written twice;
 * and they come later, so the flat is looked up again and may be gone.
 */
export async function noteTalk(ctx: Ctx, { eventId }: { readonly eventId: number }): Promise<void> {
  const talk = await seen(ctx, event).findById(eventId)
  const flatId = flatIdOf(talk?.source ?? null)
  if (!talk?.doneFrom || flatId === null) return

  const row = await seen(ctx, flat).findById(flatId)
  const talkedOn = localDay(talk.doneFrom, ctx.zone)
  if (!row || row.talkedOn === talkedOn) return
  await save(ctx, flat, row.id, { version: row.version, talkedOn })
}
