import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { Refusal } from '../../plugin/refusal.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { eventTypeOf } from '../event-types.js'
import { doneTimes } from './create-event.js'
import { heldEvent } from './held-event.js'

export interface Completion {
  /** When it really was, UTC instants; without them it took as long as its type says, until now. */
  readonly doneFrom?: string | null
  readonly doneTo?: string | null
  readonly outcome?: string | null
  readonly note?: string | null
}

/** Brings an open event to its end (`core.event-not-open` for another), not later than now (`core.done-in-future`). */
export async function completeEvent(ctx: Ctx, id: number, { outcome, note, ...times }: Completion): Promise<Event> {
  const found = await heldEvent(ctx, id)
  if (found.state !== 'planned' && found.state !== 'in-progress') throw new Refusal('core.event-not-open')
  const type = await eventTypeOf(ctx, found.type)

  return save(ctx, event, id, {
    version: found.version,
    state: 'done',
    ...doneTimes(ctx, type ?? { defaultMinutes: 0 }, times),
    ...(outcome !== undefined && { outcome }),
    ...(note !== undefined && { note }),
  })
}
