import type { Parsed } from '../text/parsed.js'
import { isRealDay } from './day.js'

const POLISH = /^(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})$/

/** A day as people type it, „5.11.2026”, „05-11-2026” or "2026-11-05", as `YYYY-MM-DD`; else `core.bad-day`. */
export function parseDay(text: string): Parsed {
  const [, ofMonth = '', month = '', year] = POLISH.exec(text.trim()) ?? []
  const day = year === undefined ? text.trim() : `${year}-${month.padStart(2, '0')}-${ofMonth.padStart(2, '0')}`
  return isRealDay(day) ? { value: day } : { error: 'core.bad-day' }
}
