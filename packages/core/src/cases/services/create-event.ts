import { firmCalendar } from '../../calendar/working-time.js'
import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import { addMinutes, parseInstant } from '../../time/instant.js'
import { deadlineOf } from '../../time/working-days.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import type { EventType } from '../models/event-type.js'
import { eventTypeOf } from '../event-types.js'

type Values = Readonly<Record<string, unknown>>

/**
 * Plans an event, or notes one that is already done (`state: 'done'`, its times up to now). What is left out follows from
 * its type: the end, the deadline (`deadline: null` asks for none); from its case the contractor; the owner is whoever
 * makes it. Plugins make their events through it, with their `source`.
 */
export async function createEvent(ctx: Ctx, values: Values): Promise<Event> {
  const type = typeof values.type === 'string' ? await eventTypeOf(ctx, values.type) : undefined
  const state = values.state ?? 'planned'
  const timed = type === undefined ? values : await withTimes(ctx, type, { ...values, state })

  return create(ctx, event, {
    ownerId: ctx.operator?.id ?? null,
    shows: 'busy',
    ...timed,
    state,
    contractorId: values.contractorId ?? (await contractorOfCase(ctx, values.caseId)),
  })
}

async function withTimes(ctx: Ctx, type: EventType, values: Values): Promise<Values> {
  if (values.state === 'done') return { ...values, ...doneTimes(ctx, type, values) }
  const { plannedFrom, plannedTo, deadline } = values

  return {
    ...values,
    plannedTo: plannedTo ?? shifted(plannedFrom, type.defaultMinutes),
    deadline: deadline === undefined ? await deadlineFor(ctx, type) : deadline,
  }
}

/** Without times it took as long as its type says, until now. */
export function doneTimes(
  ctx: Ctx,
  type: Pick<EventType, 'defaultMinutes'>,
  { doneFrom, doneTo }: Values,
): { doneFrom: unknown; doneTo: unknown } {
  if (typeof doneFrom === 'string') return { doneFrom, doneTo: doneTo ?? shifted(doneFrom, type.defaultMinutes) }
  const to = typeof doneTo === 'string' ? doneTo : ctx.now()

  return { doneFrom: shifted(to, -type.defaultMinutes), doneTo: to }
}

/** So many minutes after an instant; nothing after a text that is none, which its own field then refuses. */
function shifted(instant: unknown, minutes: number): string | null {
  const parsed = typeof instant === 'string' ? parseInstant(instant) : null
  return parsed !== null && 'value' in parsed ? addMinutes(parsed.value, minutes) : null
}

async function deadlineFor(ctx: Ctx, { deadlineDays, deadlineHours }: EventType): Promise<string | null> {
  if (deadlineDays !== null) return deadlineOf(ctx.now(), { workingDays: deadlineDays }, await firmCalendar(ctx))
  return deadlineHours === null ? null : deadlineOf(ctx.now(), { hours: deadlineHours }, { zone: ctx.zone })
}

async function contractorOfCase(ctx: Ctx, caseId: unknown): Promise<unknown> {
  if (!caseId) return undefined
  const row: { contractor_id: number } | undefined = await ctx
    .db('core_case')
    .where({ id: Number(caseId) })
    .first('contractor_id')
  return row?.contractor_id
}
