/** Decimal strings throughout: quantities ≤ 6 places, prices ≤ 8, percentages ≤ 4, amounts exactly 2 in results. */
export type Discount = { type: 'percent' | 'amount'; value: string }

/** A discount of the whole document, or of the lines named by their `no`. */
export type DocumentDiscount = Discount & { lines?: readonly number[] | undefined }

export type Method = 'net' | 'gross'
export type VatRounding = 'perRate' | 'perLine'

export type DocumentLine = {
  no: number
  qty: string
  /** Net or gross by the document's method. */
  price: string
  /** Code of the rate: `23`, `8`, `0 WDT`, `zw`, … */
  vat: string
  discount?: Discount | null
  annex15?: boolean
  /** „bez rabatu na fakturę”: the document discounts pass this line over. */
  noDocumentDiscount?: boolean
}

export type DocumentInput = {
  method: Method
  vatRounding: VatRounding
  currency: string
  /** PLN for one unit of a foreign currency; absent for PLN, and in a draft that has none yet. */
  exchangeRate?: string | null
  lines: readonly DocumentLine[]
  discounts?: readonly DocumentDiscount[]
  /** Returnable packaging: outside VAT, only in the amount due. */
  deposits?: readonly { qty: string; price: string }[]
}

export type ComputedLine = {
  no: number
  value: string
  lineDiscount: string
  documentDiscount: string
  total: string
  /** Only when VAT is rounded per line. */
  tax?: string
}

export type RateRow = { vat: string; net: string; tax: string; gross: string }
export type Totals = { net: string; tax: string; gross: string }

export type ComputedDocument = {
  lines: ComputedLine[]
  documentDiscount: string
  /** What each document discount came to, in order; only when there is more than one. */
  discounts?: string[]
  rates: RateRow[]
  total: Totals
  deposits: string
  due: string
  words: string
  /** For taxpayers on both sides; `splitPayment` asks about the sides. */
  splitPaymentRequired: boolean
  /** Only with an exchange rate. */
  pln?: { rates: { vat: string; net: string; tax: string }[]; tax: string }
  /** Null when the currency is foreign and no exchange rate is known. */
  grossPln: string | null
}

/** The rule that says no, and the line it belongs to; a whole-document fault has none. */
export type DocumentFault = { error: string; line?: number }
