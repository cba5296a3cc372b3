import { contractor } from '../contractors/contractor.js'
import { person } from '../contractors/parts/person.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, day, instant, longText, number, ref, text } from '../plugin/fields.js'
import { caseEntity } from './case.js'
import { eventRules } from './event-rules.js'
import { eventTypes } from './event-types.js'
import { eventWritten } from './event-written.js'
import { Event } from './models/event.js'
import { eventStates, shownAs } from './options.js'

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
  importBy: ['id'],
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
    // A number and no reference: whoever lists events need not ask what their series are called.
    series: number({ column: 'seriesId', readonly: true, filter: false, sort: false }),
    seriesDay: day({ readonly: true, filter: false, sort: false }),
  },
  derive: (row) => ({ at: row.doneFrom ?? row.plannedFrom ?? row.deadline ?? null }),
  inner: [
    { table: 'core_notice_wish', column: 'event_id' },
    { table: 'core_notice', column: 'event_id' },
  ],
  rules: eventRules,
  written: eventWritten,
})
