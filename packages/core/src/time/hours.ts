/** Half-open times of one day on the firm's clocks, `['08:00', '16:00']`; `24:00` is the end of the day. */
export type HoursWindow = readonly [from: string, to: string]

/** Working time by the day of the week, '1' Monday to '7' Sunday; none for a day that is not worked. */
export type WeekHours = Readonly<Record<string, readonly HoursWindow[]>>

const PART = /^(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?$/
const MOST = 6

/**
 * Hours as people type them, „8-16”, "08:00–12:00, 13:00–16:00"; none for an empty text. Null when they are no hours, run
 * backwards, or are not one after the other.
 */
export function parseHours(text: string): readonly HoursWindow[] | null {
  if (text.trim() === '') return []
  const windows: HoursWindow[] = []
  for (const part of text.split(/[,;]/)) {
    const [, from = '', fromMinute, to = '', toMinute] = PART.exec(part.trim()) ?? []
    const window = [timeOf(from, fromMinute), timeOf(to, toMinute)] as const
    if (window[0] === null || window[1] === null) return null
    if (window[0] >= window[1] || window[0] < (windows.at(-1)?.[1] ?? '')) return null
    windows.push([window[0], window[1]])
  }
  return windows.length > MOST ? null : windows
}

/** The same hours as they are kept: `08:00-12:00, 13:00-16:00`. */
export function hoursText(windows: readonly HoursWindow[]): string {
  return windows.map(([from, to]) => `${from}-${to}`).join(', ')
}

function timeOf(hour: string, minute = '00'): string | null {
  const text = `${hour.padStart(2, '0')}:${minute}`
  return /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text) ? text : null
}
