import { Recorded } from '@berberis/sdk'
import type { Method, VatRounding } from '../arithmetic/document.js'
import type { Party, Seller } from './party.js'

export type PaymentMethod = 'transfer' | 'cash' | 'card'

/** A sales document: a draft that may be written and deleted, or an issued one that nobody changes, the database least. */
export class SalesDocument extends Recorded {
  static override tableName = 'sales_document'

  static override get jsonAttributes() {
    return ['seller', 'buyer', 'exemptions']
  }

  declare kind: 'invoice'
  declare state: 'draft' | 'issued'
  declare series: string | null
  declare period: string | null
  declare ordinal: number | null
  declare number: string | null
  declare contractorId: number
  declare caseId: number | null
  declare orderId: number | null
  declare ownerId: number | null
  /** Local day; in a draft the day asked for, null: the day it will be issued on. */
  declare issuedOn: string | null
  /** Local day of the supply; null in a draft: the day of issue. */
  declare soldOn: string | null
  declare dueOn: string | null
  declare paymentDays: number | null
  declare paymentMethod: PaymentMethod
  declare method: Method
  declare vatRounding: VatRounding
  declare currency: string
  declare language: 'pl' | 'en'
  declare place: string | null
  declare discountType: 'percent' | 'amount' | null
  declare discountValue: string | null
  declare note: string | null
  declare splitPayment: boolean
  declare netMinor: number
  declare taxMinor: number
  declare grossMinor: number
  declare dueMinor: number
  declare seller: Seller | null
  declare buyer: Party | null
  /** Legal bases of the exempt lines, each once. */
  declare exemptions: readonly string[] | null
  /** SHA-256 of the canonical JSON of what was issued. */
  declare contentHash: string | null
  /** UTC instant. */
  declare issuedAt: string | null
  declare issuedBy: number | null
  declare issuerName: string | null
}
