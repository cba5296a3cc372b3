import type { PaymentMethod } from './print-texts.js'

/** A side of the document as it was frozen at issue. */
export type PrintableParty = {
  name: string
  addressLines: readonly string[]
  /** Bare, as stored; a Polish one is shown in groups. */
  taxId?: string | null | undefined
  vatEuId?: string | null | undefined
  /** ISO code, PL unless given. */
  country?: string | undefined
}

export type PrintableSeller = PrintableParty & {
  /** IBAN. */
  account?: string | null | undefined
  bank?: string | null | undefined
}

/** Amounts in the smallest unit of the document's currency, quantities and prices as decimal strings. */
export type PrintableLine = {
  position: number
  name: string
  qty: string
  unit: string
  /** Net or gross by the document's method. */
  unitPrice: string
  lineDiscountMinor: number
  documentShareMinor: number
  /** After all discounts, net or gross by the method. */
  totalMinor: number
  vat: string
}

export type PrintableRate = {
  vat: string
  netMinor: number
  taxMinor: number
  grossMinor: number
  /** In grosze, when the currency is foreign. */
  taxPlnMinor?: number | null | undefined
}

/** What is printed of a sales document: its frozen content, or a draft that has no number yet. */
export type PrintableDocument = {
  number: string | null
  /** Days `YYYY-MM-DD`. */
  issuedOn: string
  soldOn?: string | null | undefined
  place?: string | null | undefined
  currency: string
  method: 'net' | 'gross'
  seller: PrintableSeller
  buyer: PrintableParty
  recipient?: PrintableParty | null | undefined
  lines: readonly PrintableLine[]
  rates: readonly PrintableRate[]
  totals: { netMinor: number; taxMinor: number; grossMinor: number }
  dueMinor: number
  dueOn?: string | null | undefined
  paymentMethod: PaymentMethod
  marks: {
    splitPayment: boolean
    /** Legal bases of `zw` lines, each printed once. */
    exemptionBasis: readonly string[]
  }
  exchange?: { rate: string; table: string; day: string } | null | undefined
  issuedBy?: string | null | undefined
  note?: string | null | undefined
}
