import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, choices, duration, instant, number, text } from '../plugin/fields.js'
import { eventIcons } from './event-icons.js'
import { eventTypeRules, eventTypeWritten } from './event-type-rules.js'
import { EventType } from './models/event-type.js'
import { directions, hues } from './options.js'
import { requirableFields } from './required-fields.js'

export const eventType: Entity<EventType> = entity('core.event-type', {
  model: EventType,
  path: '/event-types',
  icon: 'category',
  read: 'signed-in',
  edit: may.manageEventTypes,
  part: true,
  configuration: true,
  label: (row) => row.labelPl ?? row.key,
  sortBy: 'label_pl_key',
  fields: {
    key: text({ maxLength: 40, sortKey: false, readonly: true }),
    labelPl: text({ maxLength: 100 }),
    labelEn: text({ maxLength: 100 }),
    icon: choice([], { dictionary: eventIcons, required: true, default: 'calendar-event', sort: false }),
    hue: choice(hues, { required: true, default: 'slate' }),
    defaultMinutes: duration({ required: true, default: 30 }),
    deadlineDays: number({ hint: 'core.event-type.deadlineDays.hint' }),
    deadlineHours: number(),
    direction: choice(directions),
    requires: choices([], {
      dictionary: requirableFields,
      kept: { table: 'core_event_type_field', record: 'event_type_id', value: 'field' },
      hint: 'core.event-type.requires.hint',
    }),
    position: number({ readonly: true }),
    source: text({ maxLength: 40, sortKey: false, readonly: true }),
    archivedAt: instant({ readonly: true }),
  },
  rules: eventTypeRules,
  written: eventTypeWritten,
})
