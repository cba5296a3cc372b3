import { Temporal } from 'temporal-polyfill'
import type { Parsed } from '../text/parsed.js'
import { isRealDay } from './day.js'

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/i

/**
 * The text of an instant as it is kept everywhere, in both databases and in JSON: UTC, `YYYY-MM-DDTHH:MM:SS.mmmZ`,
 * always 24 signs, so that instants compare as texts. Throws RangeError for an invalid date.
 */
export function nowText(date: Date): string {
  const text = date.toISOString()
  if (text.length !== 24) throw new RangeError(`outside the years 0–9999: ${text}`)
  return text
}

/**
 * An instant sent by a program (RFC 3339, with Z or an offset, seconds optional) in the stored form of 24 signs;
 * `core.bad-instant` for anything else, 31 February and years outside 1–9998 included.
 */
export function parseInstant(text: string): Parsed {
  if (!ISO.test(text)) return { error: 'core.bad-instant' }
  try {
    const value = nowText(new Date(Temporal.Instant.from(text.toUpperCase()).epochMilliseconds))
    return isRealDay(value.slice(0, 10)) ? { value } : { error: 'core.bad-instant' }
  } catch (error) {
    if (error instanceof RangeError) return { error: 'core.bad-instant' }
    throw error
  }
}

/**
 * The instant (24 signs) of a wall-clock time `YYYY-MM-DDTHH:MM` (seconds optional) in a zone. A time in a clock hole
 * moves past it, a doubled time is its first occurrence. Throws RangeError for a day or time that does not exist.
 */
export function instantOf(localDateTime: string, zone: string): string {
  const local = Temporal.PlainDateTime.from(localDateTime, { overflow: 'reject' })
  return nowText(new Date(local.toZonedDateTime(zone).epochMilliseconds))
}

/** The day `YYYY-MM-DD` that an instant is in a zone ("2026-11-05T23:30:00.000Z" in Warsaw is the 6th). */
export function localDay(instant: string, zone: string): string {
  return localDateTime(instant, zone).slice(0, 10)
}

/** The wall-clock time `YYYY-MM-DDTHH:MM` of an instant in a zone: what a field of a form holds. */
export function localDateTime(instant: string, zone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime()
  return local.toString({ smallestUnit: 'minute' })
}

/** The instant `minutes` later, or earlier when negative; 24 signs. */
export function addMinutes(instant: string, minutes: number): string {
  return nowText(new Date(Temporal.Instant.from(instant).add({ minutes }).epochMilliseconds))
}

/** −1, 0 or 1: for sorting instants of the stored form, or days; both compare as texts. */
export function compareTime(a: string, b: string): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}
