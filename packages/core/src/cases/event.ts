import { contractor } from '../contractors/contractor.js'
import { person } from '../contractors/parts/person.js'
import { Recorded } from '../db/model.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, instant, longText, ref, text } from '../plugin/fields.js'
import { caseEntity } from './case.js'
import { eventRules } from './event-rules.js'
import { eventTypes } from './event-types.js'
import { eventWritten } from './event-written.js'
import { eventStates, shownAs } from './options.js'

/** Something planned or done with a contractor: a call, a visit, a letter. Never a software signal. */
export class Event extends Recorded {
  static override tableName = 'core_event'

  /** Key of its event type. */
  declare type: string
  declare contractorId: number
  declare caseId: number | null
  declare personId: number | null
  declare subject: string
  declare state: 'planned' | 'in-progress' | 'done' | 'cancelled'
  /** UTC instants, as all times here. */
  declare plannedFrom: string | null
  declare plannedTo: string | null
  declare doneFrom: string | null
  declare doneTo: string | null
  /** Past it and open, the event is overdue. */
  declare deadline: string | null
  /** When it was, or is to be. Derived: done, else planned, else deadline. */
  declare at: string | null
  declare shows: 'busy' | 'tentative' | 'free'
  declare ownerId: number | null
  /** Who does it, when that is not the owner. */
  declare performerId: number | null
  declare note: string | null
  declare outcome: string | null
  /** The event it was ordered from. */
  declare originId: number | null
  /** What of a plugin it tells of: `sales.invoice:12`. Set when it is made, for ever. */
  declare source: string | null
}

export const event: Entity<Event> = entity('core.event', {
  model: Event,
  path: '/events',
  icon: 'activity',
  read: may.readEvents,
  edit: may.editEvents,
  own: ['ownerId', 'performerId'],
  widens: ['case'],
  open: (rows) => rows.whereIn('state', ['planned', 'in-progress']),
  label: (row) => row.subject,
  attributable: true,
  fields: {
    type: choice([], { dictionary: eventTypes, required: true }),
    contractor: ref(() => contractor, { required: true }),
    case: ref(() => caseEntity),
    person: ref(() => person),
    subject: text({ required: true, search: 'title' }),
    state: choice(eventStates, { readonly: true }),
    plannedFrom: instant(),
    plannedTo: instant(),
    doneFrom: instant({ readonly: true }),
    doneTo: instant({ readonly: true }),
    deadline: instant(),
    at: instant({ readonly: true }),
    shows: choice(shownAs, { default: 'busy', required: true }),
    owner: ref(() => operator),
    performer: ref(() => operator),
    note: longText(),
    outcome: longText({ maxLength: 2000, readonly: true }),
    origin: ref(() => event),
    source: text({ maxLength: 80, sortKey: false, sort: false, readonly: true }),
  },
  derive: (row) => ({ at: row.doneFrom ?? row.plannedFrom ?? row.deadline ?? null }),
  rules: eventRules,
  written: eventWritten,
})
