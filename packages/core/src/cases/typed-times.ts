import type { Ctx } from '../ctx.js'
import { refuseFields } from '../plugin/refusal.js'
import { addDays, isRealDay } from '../time/day.js'
import { instantOf, localDateTime } from '../time/instant.js'
import type { Event } from './models/event.js'

/** A day and hours of it, company zone; what a form has instead of instants. */
export interface TypedTimes {
  readonly day?: string | null
  readonly from?: string | null
  readonly to?: string | null
  readonly done?: boolean | null
}

/** An hour before which nobody plans: what a day without hours begins at. */
const MORNING = '09:00'
/** Longer than a night: whoever typed such hours typed them the wrong way round. */
const LONGEST_NIGHT_MS = 12 * 60 * 60_000

/**
 * The instants people meant: `plannedFrom`, `plannedTo`, or `doneFrom`, `doneTo` when it is done already. An end before its
 * beginning is on the next day, of a night that lasts twelve hours at most (`core.times-reversed`). Nothing when no day was
 * typed; hours without a day are refused, and a day that is in no calendar (`core.bad-day`).
 */
export function typedTimes(ctx: Ctx, { day, from, to, done }: TypedTimes): Record<string, unknown> {
  if (!day) {
    if (from || to) throw refuseFields([{ path: 'day', code: 'core.required' }])
    return done ? { state: 'done' } : {}
  }
  if (!isRealDay(day)) throw refuseFields([{ path: 'day', code: 'core.bad-day' }])
  const begin = instantOf(`${day}T${from ?? MORNING}`, ctx.zone)
  const last = to && to < (from ?? MORNING) ? addDays(day, 1) : day
  const end = to ? instantOf(`${last}T${to}`, ctx.zone) : null
  if (end !== null && last !== day && Date.parse(end) - Date.parse(begin) > LONGEST_NIGHT_MS)
    throw refuseFields([{ path: 'to', code: 'core.times-reversed' }])
  if (!done) return { plannedFrom: begin, plannedTo: end }

  return {
    state: 'done',
    ...(from || to ? { doneFrom: begin, doneTo: end } : dayIsPast(ctx, day) && { doneFrom: begin }),
  }
}

/** Done some time today: until now; on an earlier day: in its morning. */
function dayIsPast(ctx: Ctx, day: string): boolean {
  return day !== ctx.today()
}

/**
 * The plan of an event after day and hours were typed over it; what was not sent stays as it is. Without a day (`null`, as
 * a cleared field has it) there is no plan. Hours of an event that has no day are refused, as `typedTimes` does.
 */
export function retypedTimes(ctx: Ctx, row: Event, typed: Omit<TypedTimes, 'done'>): Record<string, unknown> {
  if (typed.day === undefined && typed.from === undefined && typed.to === undefined) return {}
  if (typed.day === null) return { plannedFrom: null, plannedTo: null }
  const shown = shownTimes(ctx, row)
  const { day = shown.day, from = shown.from || null, to = shown.to || null } = typed

  return typedTimes(ctx, { day, from, to })
}

/** Day and hours of a planned event as its form shows them. */
export function shownTimes(ctx: Ctx, { plannedFrom, plannedTo }: Event): { day: string; from: string; to: string } {
  const [day = '', from = ''] = plannedFrom === null ? [] : localDateTime(plannedFrom, ctx.zone).split('T')
  const [, to = ''] = plannedTo === null ? [] : localDateTime(plannedTo, ctx.zone).split('T')

  return { day, from, to }
}
