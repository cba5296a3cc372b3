import { cardsOf } from '../../cases/cards.js'
import type { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import { localDay } from '../../time/instant.js'
import { isWorkingDay } from '../../time/working-days.js'
import { daysOffOf } from '../working-time.js'
import { entriesOf } from './entries.js'
import { entryView, type EntryView } from './entry-view.js'
import { chosen, type Colleague, colleagues } from './people.js'
import { type CalendarView, daysOf } from './range.js'

export interface CalendarAsked {
  readonly view: CalendarView
  /** A day of what is shown. */
  readonly on: string
  readonly operators: readonly number[]
}

export interface CalendarDay {
  readonly day: string
  readonly working: boolean
  /** Why the firm does not work on it, when that is a day off of its own. */
  readonly name: string | null
  readonly count: number
  readonly entries: readonly EntryView[]
}

export interface CalendarData extends CalendarAsked {
  readonly known: readonly Colleague[]
  readonly chosen: readonly Colleague[]
  readonly days: readonly CalendarDay[]
}

/** Entries of a day that are read and shown. */
const PER_DAY = { day: 200, week: 40, month: 4 } as const

/** A day, week or month of the calendars one may look at. 404 for somebody whose calendar one may not. */
export async function calendarData(ctx: Ctx, asked: CalendarAsked): Promise<CalendarData> {
  const { view, on, operators } = asked
  const known = await colleagues(ctx)
  const whose = chosen(ctx, known, operators)
  const days = daysOf(view, on)
  const found = await entriesOf(ctx, { days, operators: whose.map(({ id }) => id), perDay: PER_DAY[view] })
  const { events: cards } = await cardsOf(ctx, { events: found.flatMap(({ rows }) => rows) })
  const cardOf = new Map(cards.map((card) => [card.id, card]))
  const off = await daysOffOf(ctx)
  const ownDays = [...off.keys()]
  const going = found.flatMap(({ rows, day }) => rows.map((row) => ({ row, first: day, last: lastDay(ctx, row, day) })))

  return {
    ...asked,
    known,
    chosen: whose,
    days: found.map(({ day, count }) => ({
      day,
      working: isWorkingDay(day, ownDays),
      name: off.get(day) ?? null,
      count: count + going.filter(({ first, last }) => first < day && day <= last).length,
      entries: going
        .filter(({ first, last }) => first <= day && day <= last)
        .flatMap(({ row }) => {
          const card = cardOf.get(row.id)
          return card ? entryView(ctx, row, card, day) : []
        })
        .slice(0, PER_DAY[view]),
    })),
  }
}

/** The last day on which an event goes on; midnight is the end of the day before. */
function lastDay(ctx: Ctx, { doneTo, plannedTo }: Event, first: string): string {
  const end = doneTo ?? plannedTo
  if (end === null) return first
  const last = localDay(new Date(Date.parse(end) - 1).toISOString(), ctx.zone)
  return last < first ? first : last
}
