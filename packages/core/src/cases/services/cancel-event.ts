import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { Refusal } from '../../plugin/refusal.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { heldEvent } from './held-event.js'

/** Calls an open event off (`core.event-not-open` for another); it stays where it was, with the reason as its outcome. */
export async function cancelEvent(
  ctx: Ctx,
  id: number,
  { outcome }: { readonly outcome?: string | null },
): Promise<Event> {
  const found = await heldEvent(ctx, id)
  if (found.state !== 'planned' && found.state !== 'in-progress') throw new Refusal('core.event-not-open')

  return save(ctx, event, id, { version: found.version, state: 'cancelled', ...(outcome !== undefined && { outcome }) })
}
