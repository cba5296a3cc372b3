import { Recorded } from '@berberis/sdk'

/** A flat we own and let. Columns are declared, never initialised. */
export class Flat extends Recorded {
  static override tableName = 'tenancy_flat'

  declare name: string
  declare nameKey: string
  declare street: string | null
  declare city: string
  declare cityKey: string
  /** Square metres, hundredths. */
  declare area: number | null
  /** A month's rent in grosze. */
  declare rentMinor: number | null
  declare ownerId: number | null
  /** The contractor who lives there; null: the flat is free. */
  declare tenantId: number | null
  /** Last day of the lease, a local day. */
  declare leaseEndsOn: string | null
  /** Local day of the last talk about the lease. */
  declare talkedOn: string | null
  declare note: string | null
}
