import { createEvent } from '../cases/services/create-event.js'
import { eventTypeOf } from '../cases/event-types.js'
import { typedTimes } from '../cases/typed-times.js'
import type { Ctx } from '../ctx.js'
import { addMinutes } from '../time/instant.js'
import { contractorCalled } from './contractor-called.js'

/** What somebody noted without a connection, as he typed it. */
export interface Noted {
  /** The name his device gave it, a UUID; it stays the same through every try. */
  readonly key: string
  readonly kind: string
  /** What he calls the contractor; once he chose one of those found, its id as well. */
  readonly contractor: string
  readonly contractorId?: number
  readonly subject: string
  /** Company zone: `YYYY-MM-DD` and `HH:MM`. */
  readonly day: string
  readonly from: string
  readonly note?: string | null
}

/**
 * Makes the event that was noted, done as it is, and gives its id; one that has arrived before is not made again, however
 * long ago that was. Throws what `createEvent` throws, and refuses a contractor who is not the only one of that name.
 */
export async function arrive(ctx: Ctx, { key, kind, contractor, contractorId, ...noted }: Noted): Promise<number> {
  const of = { operator_id: ctx.operator?.sitting?.id ?? ctx.operator?.id ?? 0, name: key }
  const arrived: { event_id: number } | undefined = await ctx.db('core_offline_arrival').where(of).first('event_id')
  if (arrived) return arrived.event_id

  const { id } = await createEvent(ctx, {
    type: kind,
    contractorId: contractorId ?? (await contractorCalled(ctx, contractor)),
    subject: noted.subject,
    note: noted.note ?? null,
    state: 'done',
    ...(await doneTimes(ctx, kind, noted)),
  })
  await ctx.db('core_offline_arrival').insert({ ...of, event_id: id, created_at: ctx.now() })
  return id
}

/** From when he says, for as long as its kind takes, and no later than now: it was noted when it was over. */
async function doneTimes(ctx: Ctx, kind: string, { day, from }: Pick<Noted, 'day' | 'from'>) {
  const { doneFrom } = typedTimes(ctx, { day, from, done: true }) as { doneFrom: string }
  const end = addMinutes(doneFrom, (await eventTypeOf(ctx, kind))?.defaultMinutes ?? 0)
  const now = ctx.now()
  const latest = Date.parse(now) > Date.parse(doneFrom) ? now : doneFrom
  return { doneFrom, doneTo: Date.parse(end) < Date.parse(latest) ? end : latest }
}
