import { addDays, weekday } from './day.js'
import { addMinutes, instantOf, localDay } from './instant.js'
import { polishHolidays } from './polish-holidays.js'

const SATURDAY = 6
/** When nobody said otherwise. */
export const END_OF_WORK = '16:00'
/** The longest range counted at once: a hundred years of days. */
const MOST_DAYS = 36_600

/** How long an event of a type may take: whole working days to the end of the last one, or hours by the clock. */
export type DeadlineRule = { workingDays: number } | { hours: number }

/** The clock and calendar of the firm: zone, its own days off, end of working hours `HH:MM`, the same or by the day. */
export type Calendar = { zone: string; daysOff?: readonly string[]; endOfWork?: string | ((day: string) => string) }

/** Monday to Friday, neither a statutory holiday in Poland nor one of the firm's days off (`YYYY-MM-DD`). */
export function isWorkingDay(day: string, daysOff: readonly string[] = []): boolean {
  return weekday(day) < SATURDAY && !holidaysOf(day.slice(0, 4)).has(day) && !daysOff.includes(day)
}

/** The n-th working day after `day` (before it, when n is negative); 0 gives the day itself, working or not. */
export function addWorkingDays(day: string, count: number, daysOff: readonly string[] = []): string {
  const step = count < 0 ? -1 : 1
  let at = day
  for (let left = Math.abs(count); left > 0;) {
    at = addDays(at, step)
    if (isWorkingDay(at, daysOff)) left -= 1
  }
  return at
}

/** The working days from one day to another, both included; none when they are reversed. RangeError above 100 years. */
export function workingDays(from: string, to: string, daysOff: readonly string[] = []): string[] {
  const days: string[] = []
  let looked = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    looked += 1
    if (looked > MOST_DAYS) throw new RangeError('more than 100 years of days')
    if (isWorkingDay(day, daysOff)) days.push(day)
  }
  return days
}

/**
 * The deadline (instant) of an event made at `instant`: n working days after its day, at the end of working hours
 * (16:00 unless said otherwise) in the firm's zone; or n hours later.
 */
export function deadlineOf(instant: string, rule: DeadlineRule, calendar: Calendar): string {
  if ('hours' in rule) return addMinutes(instant, rule.hours * 60)
  const today = localDay(instant, calendar.zone)
  const last = addWorkingDays(today, rule.workingDays, calendar.daysOff)

  const { endOfWork = END_OF_WORK } = calendar
  const end = typeof endOfWork === 'string' ? endOfWork : endOfWork(last)

  return end === '24:00'
    ? instantOf(`${addDays(last, 1)}T00:00`, calendar.zone)
    : instantOf(`${last}T${end}`, calendar.zone)
}

const known = new Map<string, ReadonlySet<string>>()

/** A pure value worked out once per year: a list of a thousand events asks for the same year a thousand times. */
function holidaysOf(year: string): ReadonlySet<string> {
  const found = known.get(year) ?? new Set(polishHolidays(Number(year)))
  known.set(year, found)
  return found
}
