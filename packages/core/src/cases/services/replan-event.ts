import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { Refusal } from '../../plugin/refusal.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { eventChangeable } from '../hooks.js'
import { heldEvent } from './held-event.js'

/**
 * A done or cancelled event is planned again, unless a plugin says no (`core.event-changeable`). One that was never
 * planned keeps the time it was done at as its plan.
 */
export async function replanEvent(ctx: Ctx, id: number): Promise<Event> {
  const found = await heldEvent(ctx, id)
  if (found.state !== 'done' && found.state !== 'cancelled') throw new Refusal('core.event-still-open')
  await ctx.check(eventChangeable, { event: found })

  return save(ctx, event, id, {
    version: found.version,
    state: 'planned',
    plannedFrom: found.plannedFrom ?? found.doneFrom,
    plannedTo: found.plannedTo ?? found.doneTo,
    doneFrom: null,
    doneTo: null,
  })
}
