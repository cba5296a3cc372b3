import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { Refusal } from '../../plugin/refusal.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { heldEvent } from './held-event.js'

/** Somebody has begun with a planned event; any other state is refused (`core.event-not-planned`). */
export async function startEvent(ctx: Ctx, id: number): Promise<Event> {
  const found = await heldEvent(ctx, id)
  if (found.state !== 'planned') throw new Refusal('core.event-not-planned')

  return save(ctx, event, id, { version: found.version, state: 'in-progress' })
}
