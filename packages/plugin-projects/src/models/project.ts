import { Recorded } from '@berberis/sdk'

/** An undertaking of many cases, often of many contractors. The two automatic projects are no rows. */
export class Project extends Recorded {
  static override tableName = 'projects_project'

  declare name: string
  declare nameKey: string
  /** The folded name while the project is active, null afterwards: no two active ones are called the same. */
  declare activeName: string | null
  declare description: string | null
  declare ownerId: number | null
  /** Local days, both inclusive. */
  declare fromDay: string | null
  declare toDay: string | null
  /** UTC instant; null while it is active. */
  declare deactivatedAt: string | null
}
