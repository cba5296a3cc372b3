import ical, { ICalEventBusyStatus, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import { event } from '../../cases/event.js'
import { eventTypes } from '../../cases/event-types.js'
import type { Event } from '../../cases/models/event.js'
import type { Ctx } from '../../ctx.js'
import { refLabels, refsIn } from '../../entity/labels.js'
import { seen } from '../../entity/seen.js'
import { addMinutes } from '../../time/instant.js'

const DAY = 24 * 60
const BACK_DAYS = 30
const AHEAD_DAYS = 365
/** The nearest ones of somebody who has more. */
const MOST = 3000
const LEAST_MIN = 15

/**
 * The calendar of the asking operator as iCalendar (RFC 5545): what he has to do from thirty days back to a year ahead, all
 * times UTC. An event keeps its UID for ever and its version is the SEQUENCE; cancelled ones say so. Type and contractor
 * are told, notes are not. The same data gives the same bytes.
 */
export async function calendarFile(ctx: Ctx): Promise<string> {
  const me = ctx.operator?.id ?? 0
  const rows = await rowsOf(ctx, me)
  const labels = await refLabels(ctx, [{ entity: event, rows, names: ['contractor'] }])
  const types = new Map((await eventTypes(ctx)).map(({ key, label }) => [key, label]))
  const { host, origin } = new URL(ctx.world.publicAddress)
  const calendar = ical({
    name: `Berberis – ${ctx.operator?.name ?? ''}`,
    prodId: { company: 'Berberis', product: 'Berberis' },
  })

  for (const row of rows) {
    const { contractor } = refsIn(event, row, ['contractor'], labels)
    const type = types.get(row.type) ?? row.type
    const start = row.plannedFrom ?? ''
    const end = row.plannedTo === null || row.plannedTo <= start ? addMinutes(start, LEAST_MIN) : row.plannedTo
    calendar.createEvent({
      id: `event-${row.id}@${host}`,
      sequence: row.version,
      start: new Date(start),
      end: new Date(end),
      // When it was last changed is not kept with it; the SEQUENCE says which one is newer.
      stamp: new Date(row.createdAt),
      summary: contractor !== null && 'label' in contractor ? `${type}: ${contractor.label}` : type,
      url: `${origin}/events/${row.id}`,
      status: statusOf(row),
      busystatus: row.shows === 'free' ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
      transparency: row.shows === 'free' ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    })
  }
  return calendar.toString()
}

function statusOf({ state, shows }: Event): ICalEventStatus {
  if (state === 'cancelled') return ICalEventStatus.CANCELLED
  return shows === 'tentative' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED
}

/** What he performs, and what is his and performed by nobody, by time. */
async function rowsOf(ctx: Ctx, me: number): Promise<readonly Event[]> {
  const range: [string, string] = [addMinutes(ctx.now(), -BACK_DAYS * DAY), addMinutes(ctx.now(), AHEAD_DAYS * DAY)]
  const part = () =>
    seen(ctx, event)
      .whereBetween('at', range)
      .whereIn('state', ['planned', 'in-progress', 'done', 'cancelled'])
      .whereNotNull('planned_from')
      .orderBy('at')
      .orderBy('id')
      .limit(MOST)
  const [performed, owned] = [
    await part().where('performer_id', me),
    await part().where('owner_id', me).whereNull('performer_id'),
  ]
  return [...performed, ...owned].sort((a, b) => (a.at ?? '').localeCompare(b.at ?? '') || a.id - b.id).slice(0, MOST)
}
