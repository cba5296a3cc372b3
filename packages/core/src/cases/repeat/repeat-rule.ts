import { Temporal } from 'temporal-polyfill'
import { addDays, weekday } from '../../time/day.js'
import { addWorkingDays, isWorkingDay } from '../../time/working-days.js'

/** How an event repeats (spec-core §5). Days are `YYYY-MM-DD` on the firm's calendar. */
export interface RepeatRule {
  readonly unit: 'day' | 'week' | 'month'
  /** Every n-th day, week or month. */
  readonly every: number
  /** Of a week, 1 Monday to 7 Sunday; none: that of the first day. */
  readonly weekdays: readonly number[]
  /** Of a month: a day of it, the same week's weekday as the first day (second Tuesday), or the last such weekday. */
  readonly monthBy: 'day' | 'weekday' | 'last-weekday'
  /** 1–31, in a shorter month its last day; null: that of the first day. */
  readonly monthDay: number | null
  /** The last day there may be one on; null: no such day. */
  readonly until: string | null
  /** How many there are in all; null: no such number. */
  readonly times: number | null
  /** Of a day that is no working day: kept, the next or previous working day, or none. */
  readonly off: 'keep' | 'next' | 'previous' | 'skip'
}

/** Where a series stands: its first day, the last one that was made, the firm's own days off. */
export interface RepeatFrom {
  readonly first: string
  readonly after: string
  readonly daysOff?: readonly string[]
}

/** A rule that gives nothing so many times in a row (Sundays, without days off) has come to its end. */
const MOST_EMPTY = 200
/** The end of the calendar of four digits. */
const LAST_YEAR = 9990

/**
 * The days of a rule after `after`, one by one, each once: where two fall on one working day, there is one. Never ending
 * unless the rule ends; `times` is not asked. Pure.
 */
export function* repeatDays(rule: RepeatRule, { first, after, daysOff = [] }: RepeatFrom): Generator<string> {
  let last = after
  let empty = 0
  for (const nominal of nominalDays(rule, first)) {
    if (rule.until !== null && nominal > rule.until && rule.off !== 'previous') return
    const day = movedDay(nominal, rule.off, daysOff)
    if (rule.until !== null && day !== null && day > rule.until) return
    const fresh = day !== null && day > last
    if (nominal > after) empty = fresh ? 0 : empty + 1
    if (empty > MOST_EMPTY) return
    if (!fresh) continue
    last = day
    yield day
  }
}

/** Which one of its month a day is, as of its weekday: 1–4, 5 for the last one. */
export function nthOfMonth(day: string): number {
  return Math.ceil(Number(day.slice(8)) / 7)
}

/** The working day an event of that day is moved to; null for none. */
function movedDay(day: string, off: RepeatRule['off'], daysOff: readonly string[]): string | null {
  if (off === 'keep' || isWorkingDay(day, daysOff)) return day
  return off === 'skip' ? null : addWorkingDays(day, off === 'next' ? 1 : -1, daysOff)
}

/** The days after the first one as the rule names them, days off among them, in order. */
function* nominalDays(rule: RepeatRule, first: string): Generator<string> {
  for (let step = 0; ; step += 1) {
    for (const day of daysOfStep(rule, first, step * rule.every)) {
      if (Number(day.slice(0, 4)) > LAST_YEAR) return
      if (day > first) yield day
    }
  }
}

function daysOfStep(rule: RepeatRule, first: string, units: number): readonly string[] {
  if (rule.unit === 'day') return [addDays(first, units)]
  if (rule.unit === 'month') return [dayOfMonth(rule, first, units)]
  const monday = addDays(first, units * 7 - (weekday(first) - 1))
  const days = rule.weekdays.length === 0 ? [weekday(first)] : [...rule.weekdays].sort((a, b) => a - b)
  return days.map((one) => addDays(monday, one - 1))
}

function dayOfMonth({ monthBy, monthDay }: RepeatRule, first: string, months: number): string {
  const begin = Temporal.PlainDate.from(first).with({ day: 1 }).add({ months })
  const { daysInMonth } = begin
  if (monthBy === 'day')
    return begin.with({ day: Math.min(monthDay ?? Number(first.slice(8)), daysInMonth) }).toString()
  const earliest = 1 + ((weekday(first) - begin.dayOfWeek + 7) % 7)
  const nth = monthBy === 'last-weekday' ? 5 : nthOfMonth(first)
  const wanted = earliest + (nth - 1) * 7
  return begin.with({ day: wanted > daysInMonth ? wanted - 7 : wanted }).toString()
}
