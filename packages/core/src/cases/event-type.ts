import { Recorded } from '../db/model.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, duration, instant, number, text } from '../plugin/fields.js'
import { eventTypeRules, eventTypeWritten } from './event-type-rules.js'
import { hues } from './options.js'

/** A kind of event: call, meeting, offer … Those of core and of plugins stay; free ones can be removed while unused. */
export class EventType extends Recorded {
  static override tableName = 'core_event_type'

  /** Slug of the first label, for ever. */
  declare key: string
  /** Null on one a plugin brought, until it is renamed: then the plugin's own texts name it. */
  declare labelPl: string | null
  declare labelEn: string | null
  declare icon: string
  declare hue: string
  /** How long one takes unless said. */
  declare defaultMinutes: number
  /** The deadline of a new one: after so many working days, or hours; at most one of the two. */
  declare deadlineDays: number | null
  declare deadlineHours: number | null
  declare position: number
  /** Id of the plugin that brought it; null for one an administrator made. */
  declare source: string | null
  declare archivedAt: string | null
}

export const eventType: Entity<EventType> = entity('core.event-type', {
  model: EventType,
  path: '/event-types',
  icon: 'category',
  read: 'signed-in',
  edit: may.manageEventTypes,
  part: true,
  label: (row) => row.labelPl ?? row.key,
  sortBy: 'label_pl_key',
  fields: {
    key: text({ maxLength: 40, sortKey: false, readonly: true }),
    labelPl: text({ maxLength: 100 }),
    labelEn: text({ maxLength: 100 }),
    icon: text({ required: true, maxLength: 40, sortKey: false, sort: false, default: 'calendar-event' }),
    hue: choice(hues, { required: true, default: 'slate' }),
    defaultMinutes: duration({ required: true, default: 30 }),
    deadlineDays: number({ hint: 'core.event-type.deadlineDays.hint' }),
    deadlineHours: number(),
    position: number({ readonly: true }),
    source: text({ maxLength: 40, sortKey: false, readonly: true }),
    archivedAt: instant({ readonly: true }),
  },
  rules: eventTypeRules,
  written: eventTypeWritten,
})
