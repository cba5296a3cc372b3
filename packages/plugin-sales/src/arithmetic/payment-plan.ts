import { addDays, endOfMonth } from '@berberis/sdk'

/** n days from the day of issue or of sale, and then, if so agreed, the end of that month. */
export type PaymentTerm = { days: number; from?: 'issue' | 'sale'; endOfMonth?: boolean }

export type Instalment = { no: number; dueDate: string; amountMinor: number }

const LONGEST = 3650

/**
 * The days on which a document is due, with amounts that make its total. The days are nominal: what falls on a holiday
 * is moved by who watches receivables. `sales.bad-instalments` when the days are not a whole number of 0–3650.
 */
export function paymentPlan(document: {
  totalMinor: number
  issueDate: string
  saleDate?: string | undefined
  term: PaymentTerm
}): Instalment[] | { error: string } {
  const { term, issueDate, saleDate, totalMinor } = document
  if (!Number.isInteger(term.days) || term.days < 0 || term.days > LONGEST) return { error: 'sales.bad-instalments' }
  const day = addDays(term.from === 'sale' ? (saleDate ?? issueDate) : issueDate, term.days)

  return [{ no: 1, dueDate: term.endOfMonth === true ? endOfMonth(day) : day, amountMinor: totalMinor }]
}
