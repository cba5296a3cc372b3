import { eventTypes, eventTypeOf, eventTypeLabel } from '../cases/event-types.js'
import { createEvent } from '../cases/services/create-event.js'
import type { Ctx } from '../ctx.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { choice, day, number, ref, text } from '../plugin/fields.js'
import { bulk, type BulkAction, type BulkOutcome } from '../plugin/lists.js'
import { refuseFields } from '../plugin/refusal.js'
import { addDays } from '../time/day.js'
import { addMinutes, instantOf } from '../time/instant.js'
import { findNextSlot } from '../time/next-slot.js'
import { addWorkingDays, isWorkingDay } from '../time/working-days.js'
import { timeOf } from './free-slots.js'
import { daysOffOf } from './working-time.js'

type Values = Readonly<Record<string, unknown>>

const MOST_A_DAY = 100
const PER_DAY = '3'

/**
 * Bulk action: an event with each of many contractors, or in each of many cases, so many a working day, at the first free
 * times of whoever does them. `of` finds what the event of a record is about.
 */
export const planEvents = (of: (ctx: Ctx, id: number) => Promise<About>): BulkAction =>
  bulk('plan', {
    permission: may.editEvents,
    icon: 'calendar-plus',
    fields: {
      type: choice([], { dictionary: eventTypes, required: true, default: 'call', label: 'core.event.type' }),
      subject: text({ label: 'core.event.subject' }),
      perDay: number({ required: true, default: PER_DAY, label: 'core.plan-events.perDay' }),
      from: day({ label: 'core.plan-events.from' }),
      performer: ref(() => operator, { label: 'core.event.performer' }),
    },
    run: async (ctx, id, values) => planned(ctx, await of(ctx, id), values),
  })

/** What the event is about. */
export interface About {
  readonly contractorId: number
  readonly caseId?: number
}

async function planned(ctx: Ctx, about: About, values: Values): Promise<BulkOutcome> {
  const perDay = Number(values.perDay)
  if (!Number.isInteger(perDay) || perDay < 1 || perDay > MOST_A_DAY)
    throw refuseFields([{ path: 'perDay', code: 'core.bad-number' }])
  const type = await eventTypeOf(ctx, String(values.type))
  if (!type) throw refuseFields([{ path: 'type', code: 'core.unknown-choice' }])
  const doer = typeof values.performerId === 'number' ? values.performerId : (ctx.operator?.id ?? 0)
  const on = await dayOf(ctx, typeof values.from === 'string' ? values.from : null, perDay)
  const from = await slotOn(ctx, doer, on, type.defaultMinutes)

  await createEvent(ctx, {
    ...about,
    type: type.key,
    subject: typeof values.subject === 'string' && values.subject !== '' ? values.subject : eventTypeLabel(ctx, type),
    plannedFrom: from,
    plannedTo: addMinutes(from, type.defaultMinutes),
    performerId: doer === ctx.operator?.id ? null : doer,
  })
  return 'changed'
}

/**
 * The working day of the next event: as many days on as were filled by those this run has made already. The trail knows
 * them, so a run that goes on after a restart goes on where it was.
 */
async function dayOf(ctx: Ctx, from: string | null, perDay: number): Promise<string> {
  const made: { n?: number | string | undefined } | undefined =
    ctx.changeSet === null
      ? undefined
      : await ctx
          .db('core_audit')
          .where({ change_set_id: ctx.changeSet, entity: 'core.event', action: 'created' })
          .count({ n: 'id' })
          .first()
  const off = [...(await daysOffOf(ctx)).keys()]
  const begin = from ?? addDays(ctx.today(), 1)
  const first = isWorkingDay(begin, off) ? begin : addWorkingDays(begin, 1, off)
  return addWorkingDays(first, Math.floor(Number(made?.n ?? 0) / perDay), off)
}

/** The first time on that day at which he is free, else its beginning: a full day is no reason to leave somebody out. */
async function slotOn(ctx: Ctx, doer: number, on: string, minutes: number): Promise<string> {
  const morning = instantOf(`${on}T00:00`, ctx.zone)
  const known = await timeOf(ctx, doer, { requested: morning })
  const { slot } = findNextSlot({
    ...known,
    now: ctx.now(),
    zone: ctx.zone,
    requested: morning,
    durationMin: minutes,
    horizonDays: 1,
  })
  const nextDay = instantOf(`${addDays(on, 1)}T00:00`, ctx.zone)
  return slot !== null && slot < nextDay ? slot : instantOf(`${on}T08:00`, ctx.zone)
}
