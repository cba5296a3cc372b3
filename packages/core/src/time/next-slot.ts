import { addDays, weekday } from './day.js'
import type { HoursWindow, WeekHours } from './hours.js'
import { instantOf, localDay, nowText } from './instant.js'
import { polishHolidays } from './polish-holidays.js'

const MINUTE = 60_000

/** Time that is taken: from an instant to another (touching is free), or a whole local day. */
export type Busy =
  | { readonly start: string; readonly end: string; readonly status?: 'busy' | 'tentative' | 'free' | 'cancelled' }
  | { readonly allDay: true; readonly date: string }

export interface SlotAsked {
  /** Nothing is offered before it. UTC instants, as all times here. */
  readonly now: string
  readonly requested: string
  /** Whole minutes; 15 unless said. */
  readonly durationMin?: number
  readonly stepMin?: number
  readonly zone: string
  readonly busy: readonly Busy[]
  readonly workingHours: WeekHours
  /** Narrower hours in which one may be called; none unless said. */
  readonly callingHours?: WeekHours
  readonly daysOff?: readonly string[]
  readonly statutoryHolidays?: boolean
  readonly horizonDays?: number
}

export type SlotFound =
  { readonly slot: string; readonly moved: boolean } | { readonly slot: null; readonly error: 'no-slot' }

/**
 * The moment asked for when all of it is working time and free, taken as typed; else the next later one on the grid of
 * quarters for which that holds, up to the horizon (spec-callcenter §4). Works on instants, so the hour that a clock change
 * takes away or doubles neither loses nor invents a moment. Pure.
 */
export function findNextSlot(asked: SlotAsked): SlotFound {
  const { now, requested, durationMin = 15, stepMin = 15, horizonDays = 30 } = asked
  const step = stepMin * MINUTE
  const good = judgeOf(asked, durationMin * MINUTE)
  const wanted = Date.parse(requested)
  const start = requested < now ? Math.ceil(Date.parse(now) / step) * step : wanted
  if (good(start)) return { slot: nowText(new Date(start)), moved: start !== wanted }

  const last = start + horizonDays * 24 * 60 * MINUTE
  for (let at = (Math.floor(start / step) + 1) * step; at <= last; at += step)
    if (good(at)) return { slot: nowText(new Date(at)), moved: true }
  return { slot: null, error: 'no-slot' }
}

type Span = readonly [from: number, to: number]

function judgeOf(asked: SlotAsked, length: number): (at: number) => boolean {
  const { zone, busy, callingHours } = asked
  const taken = busy.flatMap((each) => ('allDay' in each || !blocks(each) ? [] : [spanOf(each)])).sort(byStart)
  const daysTaken = new Set(busy.flatMap((each) => ('allDay' in each ? [each.date] : [])))
  const off = dayOffOf(asked)
  const windowsOf = new Map<string, readonly (readonly Span[])[]>()
  const windows = (day: string) => {
    const known =
      windowsOf.get(day) ??
      [asked.workingHours, callingHours].flatMap((hours) => (hours ? [spansOf(hours, day, zone)] : []))
    windowsOf.set(day, known)
    return known
  }

  return (at) => {
    const end = at + length
    const day = localDay(nowText(new Date(at)), zone)
    if (off(day) || daysTaken.has(day)) return false
    if (!windows(day).every((spans) => spans.some(([from, to]) => from <= at && end <= to))) return false
    return !taken.some(([from, to]) => from < end && at < to)
  }
}

const blocks = ({ status = 'busy' }: { readonly status?: string }) => status === 'busy' || status === 'tentative'
const spanOf = ({ start, end }: { readonly start: string; readonly end: string }): Span => [
  Date.parse(start),
  Date.parse(end),
]
const byStart = ([a]: Span, [b]: Span) => a - b

function dayOffOf({ daysOff = [], statutoryHolidays = true }: SlotAsked): (day: string) => boolean {
  const own = new Set(daysOff)
  const statutory = new Map<string, ReadonlySet<string>>()
  return (day) => {
    const year = day.slice(0, 4)
    const holidays = statutory.get(year) ?? new Set(statutoryHolidays ? polishHolidays(Number(year)) : [])
    statutory.set(year, holidays)
    return own.has(day) || holidays.has(day)
  }
}

/** A time that the clocks leave out is the first moment after the gap. */
function spansOf(hours: WeekHours, day: string, zone: string): readonly Span[] {
  return (hours[String(weekday(day))] ?? []).map(([from, to]: HoursWindow): Span => [
    Date.parse(clockTime(day, from, zone)),
    Date.parse(clockTime(day, to, zone)),
  ])
}

function clockTime(day: string, time: string, zone: string): string {
  return time === '24:00' ? instantOf(`${addDays(day, 1)}T00:00`, zone) : instantOf(`${day}T${time}`, zone)
}
