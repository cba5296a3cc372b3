import { attributesOf } from '../../attributes/attributes-of.js'
import type { Ctx } from '../../ctx.js'
import { addDays, daysBetween } from '../../time/day.js'
import { addMinutes, instantOf, localDateTime } from '../../time/instant.js'
import { minutesBetween } from '../../time/minutes-between.js'
import { refuseFields } from '../../plugin/refusal.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { wishesOf, type NoticeWish } from '../services/plan-notices.js'
import type { EventSeries } from './event-series.js'

/** What goes over from an event to the next ones as it is. */
export const COPIED = [
  'type',
  'contractorId',
  'caseId',
  'personId',
  'subject',
  'shows',
  'ownerId',
  'performerId',
  'note',
] as const
/** What decides when the next ones are, on their own days. */
export const TIMES = ['startTime', 'minutes', 'deadlineDays', 'deadlineTime'] as const

/** Values of a series that its events are made of, as its fields have them. */
export type Template = Readonly<Record<(typeof COPIED)[number] | (typeof TIMES)[number] | 'carried', unknown>>

export interface Carried {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly notices: readonly NoticeWish[]
}

/** The day a repeated event is on; without a time of its own it cannot be repeated (`core.repeat-without-day`). */
export function dayOfEvent(ctx: Ctx, row: Event): string {
  return startOf(ctx, row).slice(0, 10)
}

/** What the next events of a series take from this one. */
export async function templateOf(ctx: Ctx, row: Event): Promise<Template> {
  const [day = '', startTime] = startOf(ctx, row).split('T')
  const minutes = minutesBetween(row.plannedFrom ?? row.doneFrom, row.plannedFrom ? row.plannedTo : row.doneTo)
  const [due, deadlineTime = null] = row.deadline === null ? [] : localDateTime(row.deadline, ctx.zone).split('T')
  // A deadline before the event itself was the type's own, counted from the day it was made: nothing to repeat.
  const days = due === undefined || due < day ? null : daysBetween(day, due)
  const carried: Carried = {
    attributes: (await attributesOf(ctx, event, [row.id])).get(row.id) ?? {},
    notices: await wishesOf(ctx, row.id),
  }
  return {
    ...(Object.fromEntries(COPIED.map((name) => [name, row[name]])) as Record<(typeof COPIED)[number], unknown>),
    startTime,
    minutes,
    deadlineDays: days === null ? null : String(days),
    deadlineTime: days === null ? null : deadlineTime,
    carried: JSON.stringify(carried),
  }
}

/** The same out of a series that is there. */
export function templateIn(row: EventSeries): Template {
  return {
    ...(Object.fromEntries(COPIED.map((name) => [name, row[name]])) as Record<(typeof COPIED)[number], unknown>),
    startTime: row.startTime,
    minutes: row.minutes,
    deadlineDays: row.deadlineDays === null ? null : String(row.deadlineDays),
    deadlineTime: row.deadlineTime,
    carried: row.carried,
  }
}

/** Attributes and notices of the events to come. */
export function carriedIn({ carried }: Template): Carried {
  return JSON.parse(typeof carried === 'string' ? carried : '{"attributes":{},"notices":[]}') as Carried
}

/** The plan on one day: the same hours on the firm's clocks in winter and in summer. */
export function timesOn(ctx: Ctx, { startTime, minutes, deadlineDays, deadlineTime }: Template, day: string) {
  const plannedFrom = instantOf(`${day}T${String(startTime)}`, ctx.zone)
  return {
    plannedFrom,
    plannedTo: minutes === null ? null : addMinutes(plannedFrom, Number(minutes)),
    deadline:
      deadlineDays === null || typeof deadlineTime !== 'string'
        ? null
        : instantOf(`${addDays(day, Number(deadlineDays))}T${deadlineTime}`, ctx.zone),
  }
}

function startOf(ctx: Ctx, { plannedFrom, doneFrom }: Event): string {
  const start = plannedFrom ?? doneFrom
  if (start === null) throw refuseFields([{ path: 'day', code: 'core.repeat-without-day' }])
  return localDateTime(start, ctx.zone)
}
