import { Recorded } from '@berberis/sdk'
import type { Method } from '../arithmetic/document.js'

export type OrderState = 'draft' | 'placed' | 'cancelled'
export type Invoicing = 'none' | 'part' | 'whole'

/** What a contractor ordered. A draft is written freely; once placed its lines and prices stand. */
export class Order extends Recorded {
  static override tableName = 'sales_order'

  declare state: OrderState
  declare number: string | null
  /** Local day of the order. */
  declare day: string
  declare contractorId: number
  declare caseId: number | null
  declare ownerId: number | null
  declare method: Method
  declare currency: string
  declare discountType: 'percent' | 'amount' | null
  declare discountValue: string | null
  declare note: string | null
  declare netMinor: number
  declare taxMinor: number
  declare grossMinor: number
  declare invoicing: Invoicing
  declare placedAt: string | null
  declare cancelledAt: string | null
  declare cancelReason: string | null
}
