import type { EventCard } from '../../cases/event-card.js'
import { doerOf } from '../../cases/mine.js'
import type { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import { addDays } from '../../time/day.js'
import { localDateTime } from '../../time/instant.js'

/** An event as the calendar has it, at both doors. Times are UTC instants. */
export interface CalendarEntry {
  readonly id: number
  readonly version: number
  readonly subject: string
  readonly type: string
  readonly state: string
  readonly shows: string
  readonly overdue: boolean
  readonly from: string | null
  readonly to: string | null
  readonly deadline: string | null
  readonly operatorId: number | null
}

/** The same as it is drawn on one day; everything is text, times are those of the firm's clocks. */
export interface EntryView extends CalendarEntry {
  readonly href: string
  readonly hue: string
  readonly icon: string
  readonly typeLabel: string
  readonly stateLabel: string
  readonly who: string
  readonly about: string
  /** `10:00`, or '' for something that has a deadline and no hours. */
  readonly start: string
  readonly end: string
  /** Began on an earlier day, goes on to a later one. */
  readonly earlier: boolean
  readonly later: boolean
  readonly done: boolean
  /** One of a series. */
  readonly repeated: boolean
  readonly movable: boolean
  /** Quarters of an hour from midnight, as it is drawn: half an hour at least. */
  readonly block: { readonly from: number; readonly to: number } | null
}

const QUARTERS_OF_DAY = 96
const LEAST = 2

export function entryOf(ctx: Ctx, row: Event): CalendarEntry {
  const open = row.state === 'planned' || row.state === 'in-progress'
  return {
    id: row.id,
    version: row.version,
    subject: row.subject,
    type: row.type,
    state: row.state,
    shows: row.shows,
    overdue: open && row.deadline !== null && row.deadline < ctx.now(),
    from: row.doneFrom ?? row.plannedFrom,
    to: row.doneTo ?? row.plannedTo,
    deadline: row.deadline,
    operatorId: doerOf(row),
  }
}

/** An event on one of its days. */
export function entryView(ctx: Ctx, row: Event, card: EventCard, day: string): EntryView {
  const entry = entryOf(ctx, row)
  const [fromDay = day, start = ''] = entry.from === null ? [] : localDateTime(entry.from, ctx.zone).split('T')
  const [toDay = fromDay, end = start] = entry.to === null ? [] : localDateTime(entry.to, ctx.zone).split('T')
  const later = toDay > day && !(toDay === addDays(day, 1) && end === '00:00')
  const from = fromDay < day ? 0 : quarter(start, Math.floor)
  const to = toDay > day ? QUARTERS_OF_DAY : quarter(end, Math.ceil)

  return {
    ...entry,
    href: card.href,
    hue: card.hue,
    icon: card.icon,
    typeLabel: card.typeLabel,
    stateLabel: card.stateLabel,
    who: card.who,
    about: labelOf(card),
    start: fromDay < day ? '' : start,
    end: later ? '' : end,
    earlier: fromDay < day,
    later,
    done: row.state === 'done',
    repeated: row.seriesId !== null,
    movable: card.open && row.plannedFrom !== null && fromDay === day,
    block: start === '' ? null : drawn(from, to),
  }
}

/** The last quarters of a day have nowhere to grow to but upwards. */
function drawn(from: number, to: number): { from: number; to: number } {
  const top = Math.min(from, QUARTERS_OF_DAY - LEAST)
  return { from: top, to: Math.max(to, top + LEAST) }
}

function quarter(time: string, round: (value: number) => number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return round((hours * 60 + minutes) / 15)
}

function labelOf({ contractor }: EventCard): string {
  return contractor !== null && 'label' in contractor ? contractor.label : ''
}
