import { Recorded } from '../../db/model.js'

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
  /** The series it is one of. */
  declare seriesId: number | null
  /** Which day of the series it is; it may have been moved to another one by itself. */
  declare seriesDay: string | null
}
