import { Recorded } from '../../db/model.js'

/** A matter followed with one contractor, opened and closed: the binder of its events and files. */
export class Case extends Recorded {
  static override tableName = 'core_case'

  /** Of series `core.case`, taken when the case is opened. */
  declare number: string
  declare name: string
  /** Other names it is found by, one a line. */
  declare aliases: string | null
  declare contractorId: number
  /** What the contractor is to us here; may differ from case to case. */
  declare contractorRole: string
  /** `buying`, `selling` or `other`. Derived from the role. */
  declare trade: string
  declare ownerId: number | null
  declare note: string | null
  /** When something was last done in it, else when it was opened: UTC instant. Derived. */
  declare quietSince: string | null
  /** UTC instant; null while the case is open. The four below belong to the closure. */
  declare closedAt: string | null
  declare closedById: number | null
  declare result: 'won' | 'lost' | 'done' | null
  declare closingReason: string | null
}
