import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import { present } from '../entity/present.js'
import { seen } from '../entity/seen.js'
import { attachment } from '../files/attachment.js'
import { minutesBetween } from '../time/minutes-between.js'
import { event } from './event.js'
import type { Event } from './models/event.js'
import { eventTypes } from './event-types.js'
import { eventStates } from './options.js'

/** An event as it stands in timelines, agendas and cards; everything is text in the reader's language. */
export interface EventCard {
  readonly id: number
  readonly href: string
  readonly subject: string
  readonly typeKey: string
  readonly typeLabel: string
  readonly icon: string
  readonly hue: string
  readonly state: Event['state']
  readonly stateLabel: string
  readonly stateHue: string
  readonly open: boolean
  readonly overdue: boolean
  /** UTC instants. */
  readonly at: string
  readonly deadline: string | null
  /** Who does it: the performer, else the owner; '' for nobody. */
  readonly who: string
  /** Whole minutes it took, or is to take. */
  readonly minutes: number | null
  readonly note: string | null
  readonly outcome: string | null
  readonly contractor: PresentedRef
  readonly case: PresentedRef
  /** Files on it. */
  readonly files: number
}

/** Cards of events, in the order of the rows. Rows must come from `seen`. */
export async function eventCards(ctx: Ctx, rows: readonly Event[]): Promise<readonly EventCard[]> {
  if (rows.length === 0) return []
  const types = new Map((await eventTypes(ctx)).map((type) => [type.key, type]))
  const files = await fileCounts(ctx, rows)
  const presented = await present(ctx, event, rows)

  return rows.map((row, index) => {
    const refs = presented[index] as unknown as Readonly<
      Record<'contractor' | 'case' | 'owner' | 'performer', PresentedRef>
    >
    const type = types.get(row.type)
    const state = eventStates.find(({ key }) => key === row.state)
    const open = row.state === 'planned' || row.state === 'in-progress'
    return {
      id: row.id,
      href: `/events/${row.id}`,
      subject: row.subject,
      typeKey: row.type,
      typeLabel: type?.label ?? row.type,
      icon: type?.icon ?? 'activity',
      hue: type?.hue ?? 'slate',
      state: row.state,
      stateLabel: ctx.t(state?.label ?? row.state),
      stateHue: state?.hue ?? 'slate',
      open,
      overdue: open && row.deadline !== null && row.deadline < ctx.now(),
      at: row.at ?? row.createdAt,
      deadline: row.deadline,
      who: labelOf(refs.performer ?? refs.owner),
      minutes: minutesBetween(row.doneFrom ?? row.plannedFrom, row.doneTo ?? row.plannedTo),
      note: row.note,
      outcome: row.outcome,
      contractor: refs.contractor,
      case: refs.case,
      files: files.get(row.id) ?? 0,
    }
  })
}

function labelOf(ref: PresentedRef): string {
  return ref !== null && 'label' in ref ? ref.label : ''
}

async function fileCounts(ctx: Ctx, rows: readonly Event[]): Promise<ReadonlyMap<number, number>> {
  const counted = await seen(ctx, attachment)
    .whereIn(
      'event_id',
      rows.map(({ id }) => id),
    )
    .groupBy('event_id')
    .select('event_id')
    .count({ n: 'id' })

  return new Map(
    (counted as unknown as { eventId: number; n: number | string }[]).map(({ eventId, n }) => [eventId, Number(n)]),
  )
}
