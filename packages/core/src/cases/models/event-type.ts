import { Recorded } from '../../db/model.js'

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
  /** Which way its papers go; null when both or none. */
  declare direction: 'in' | 'out' | null
  declare position: number
  /** Id of the plugin that brought it; null for one an administrator made. */
  declare source: string | null
  declare archivedAt: string | null
}
