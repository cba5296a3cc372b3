import { Cron } from 'croner'
import { instantOf, localDateTime } from '../time/instant.js'

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
/** A server that stood still for months makes up for no more than this many due times of one schedule. */
const MOST = 10_000

/**
 * The wall times at which a schedule was due after `last` and up to `now` (UTC), oldest first; all wall times are of the
 * company's zone, `2026-11-05T07:30`. One that falls into a clock hole is due at its end, one in a doubled hour once.
 */
export function dueTimes(
  when: string,
  { last, now, zone }: { readonly last: string; readonly now: string; readonly zone: string },
): string[] {
  const pattern = patternOf(when)
  if (pattern === null) throw new Error(`not a time of a schedule: ${when}`)
  const cron = new Cron(pattern, { timezone: zone, paused: true })
  const until = Date.parse(now)
  const due: string[] = []
  for (
    let at = cron.nextRun(new Date(instantOf(last, zone)));
    at && at.getTime() <= until && due.length < MOST;
    at = cron.nextRun(at)
  ) {
    const local = localDateTime(at.toISOString(), zone)
    if (local > (due.at(-1) ?? last)) due.push(local)
  }
  return due
}

/** The time in words as a cron pattern; null when it is none that schedules know. */
export function patternOf(when: string): string | null {
  const at = /^(?:(day)|(\w+day)|month on day (\d{1,2})) at ([01]\d|2[0-3]):([0-5]\d)$/.exec(when)
  if (at) {
    const [, , weekday, ofMonth, hour, minute] = at
    const day = weekday === undefined ? '*' : DAYS.indexOf(weekday)
    if (day === -1 || Number(ofMonth ?? 1) < 1 || Number(ofMonth ?? 1) > 28) return null
    return `${Number(minute)} ${Number(hour)} ${ofMonth ? Number(ofMonth) : '*'} * ${day}`
  }
  if (when === 'hour') return '0 * * * *'
  const minutes = Number(/^(\d{1,2}) minutes$/.exec(when)?.[1] ?? 0)
  return minutes > 0 && 60 % minutes === 0 ? `*/${minutes} * * * *` : null
}
