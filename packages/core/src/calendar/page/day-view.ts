import type { Ctx } from '../../ctx.js'
import { weekday } from '../../time/day.js'
import type { WeekHours } from '../../time/hours.js'
import { localDateTime } from '../../time/instant.js'
import { isWorkingDay } from '../../time/working-days.js'
import type { EntryView } from './entry-view.js'
import { laned } from './lanes.js'

/** Full hours that the grid of a day shows; `to` is the end of the last one. */
export interface Hours {
  readonly from: number
  readonly to: number
}

const EARLY = 7
const LATE = 18

/** The hours of work with one on either side, and whatever somebody has outside them. */
export function hoursShown(hours: WeekHours, entries: readonly EntryView[]): Hours {
  const windows = Object.values(hours).flat()
  const blocks = entries.flatMap(({ block }) => block ?? [])
  const from = [
    EARLY,
    ...windows.map(([at]) => Number(at.slice(0, 2)) - 1),
    ...blocks.map(({ from: at }) => Math.floor(at / 4)),
  ]
  const to = [
    LATE,
    ...windows.map(([, at]) => Number(at.slice(0, 2)) + 1),
    ...blocks.map(({ to: at }) => Math.ceil(at / 4)),
  ]
  return { from: Math.max(0, Math.min(...from)), to: Math.min(24, Math.max(...to)) }
}

/** Classes that place something in the grid: quarters from its first hour, and how many. The style sheet knows no numbers else. */
export function placeOf({ from, to }: { readonly from: number; readonly to: number }, hours: Hours): string {
  const top = from - hours.from * 4
  const span = to - from
  return `th${Math.floor(top / 4)} tq${top % 4} sh${Math.floor(span / 4)} sq${span % 4}`
}

/** The column of a day: what stands in its hours, and what has none. */
export function columnOf(
  ctx: Ctx,
  day: string,
  entries: readonly EntryView[],
  { hours, work, newAt }: { readonly hours: Hours; readonly work: WeekHours; readonly newAt: string },
) {
  const timed = entries.flatMap((entry) => (entry.block === null ? [] : { ...entry.block, entry }))
  const windows = isWorkingDay(day) ? (work[String(weekday(day))] ?? []) : []
  return {
    untimed: entries.filter(({ block }) => block === null),
    timed: laned(timed).map(({ block, lane, lanes }) => ({
      ...block.entry,
      place: `${placeOf(block, hours)} l${lane} n${lanes}`,
    })),
    slots: Array.from({ length: hours.to - hours.from }, (_each, at) => {
      const time = `${String(hours.from + at).padStart(2, '0')}:00`
      return { time, href: `${newAt}&from=${time}`, off: !windows.some(([from, to]) => from <= time && time < to) }
    }),
    now: nowLine(ctx, day, hours),
  }
}

function nowLine(ctx: Ctx, day: string, hours: Hours): string | null {
  const [today = '', time = ''] = localDateTime(ctx.now(), ctx.zone).split('T')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  if (today !== day || hour < hours.from || hour >= hours.to) return null
  return placeOf({ from: hour * 4 + Math.floor(minute / 15), to: hour * 4 + Math.floor(minute / 15) }, hours)
}
