import type { Ctx } from '../ctx.js'
import { refsIn, type Labels, type PresentedRef } from '../entity/labels.js'
import type { DictionaryItem } from '../plugin/fields.js'
import { minutesBetween } from '../time/minutes-between.js'
import { event } from './event.js'
import type { Event } from './models/event.js'
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

/** References whose labels a card shows. */
export const EVENT_REFS = ['contractor', 'case', 'owner', 'performer'] as const

interface About {
  readonly labels: ReadonlyMap<string, Labels>
  readonly type: DictionaryItem | undefined
  readonly files: number
}

/** The card of an event; `labels` hold what it points at. */
export function eventCard(ctx: Ctx, row: Event, { labels, type, files }: About): EventCard {
  const refs = refsIn(event, row, EVENT_REFS, labels)
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
    files,
  }
}

function labelOf(ref: PresentedRef): string {
  return ref !== null && 'label' in ref ? ref.label : ''
}
