import type { Ctx } from '../../ctx.js'
import { seenOne } from '../../entity/seen.js'
import { event } from '../event.js'
import { Event } from '../models/event.js'

/**
 * A visible event, held until the end of the transaction: of two who change its state at once, the second one finds it as
 * the first one left it. 404 when there is none.
 */
export async function heldEvent(ctx: Ctx, id: number): Promise<Event> {
  await Event.query(ctx.db).findById(id).forUpdate().select('id')
  return seenOne(ctx, event, id)
}
