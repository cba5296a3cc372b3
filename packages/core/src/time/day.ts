import { Temporal } from 'temporal-polyfill'

/** The year after it is in the calendar of four digits too, so whatever follows from a day can be written. */
const LAST_YEAR = 9998
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** True for a day `YYYY-MM-DD` of the years 1–9998 that is in the calendar; "2026-02-31" is not. */
export function isRealDay(day: string): boolean {
  if (!DAY.test(day)) return false
  const [year = 0, month = 0, ofMonth = 0] = day.split('-').map(Number)
  return (
    year >= 1 && year <= LAST_YEAR && month >= 1 && month <= 12 && ofMonth >= 1 && ofMonth <= daysOfMonth(year, month)
  )
}

/** The day `days` later, or earlier when negative. Throws RangeError when `day` is no real day. */
export function addDays(day: string, days: number): string {
  return plainDay(day).add({ days }).toString()
}

/** How many days `to` is after `from`; negative when before. */
export function daysBetween(from: string, to: string): number {
  return plainDay(from).until(plainDay(to), { largestUnit: 'days' }).days
}

/** The last day of the month of `day`. */
export function endOfMonth(day: string): string {
  const plain = plainDay(day)
  return plain.with({ day: plain.daysInMonth }).toString()
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(day: string): number {
  return plainDay(day).dayOfWeek
}

function plainDay(day: string): Temporal.PlainDate {
  if (!isRealDay(day)) throw new RangeError(`no such day: ${JSON.stringify(day)}`)
  return Temporal.PlainDate.from(day)
}

function daysOfMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}
