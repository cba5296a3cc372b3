import { roundHalfUp, toScaled } from '@berberis/sdk'
import type { Discount, DocumentFault, DocumentLine } from './document.js'

/** A line on its way through the arithmetic, in grosze. `left` shrinks with every discount; `tax` is set with the rates. */
export type LineAmounts = {
  no: number
  vat: string
  takesDocumentDiscount: boolean
  value: bigint
  lineDiscount: bigint
  documentDiscount: bigint
  left: bigint
  tax: bigint
}

/** Quantity × price in grosze, rounded once: quantities of up to 6 places, prices of up to 8. */
export function valueOf(qty: string, price: string): bigint {
  return roundHalfUp(toScaled(qty, 6) * toScaled(price, 8), 10n ** 12n)
}

/** The value of a line and its own discount. A quantity of 0 is allowed: a line brought to zero stays a line. */
export function computeLine(line: DocumentLine): LineAmounts | DocumentFault {
  if (toScaled(line.qty, 6) < 0n) return { error: 'sales.bad-quantity', line: line.no }
  if (toScaled(line.price, 8) < 0n) return { error: 'sales.bad-price', line: line.no }
  const value = valueOf(line.qty, line.price)
  const lineDiscount = line.discount ? discountOf(line.discount, value) : 0n
  if (lineDiscount === undefined) return { error: 'sales.discount-out-of-range', line: line.no }

  return {
    no: line.no,
    vat: line.vat,
    takesDocumentDiscount: line.noDocumentDiscount !== true,
    value,
    lineDiscount,
    documentDiscount: 0n,
    left: value - lineDiscount,
    tax: 0n,
  }
}

/** What a discount comes to on an amount; undefined when it is below 0, above 100 % or above the amount. */
export function discountOf(discount: Discount, amount: bigint): bigint | undefined {
  const off =
    discount.type === 'percent'
      ? roundHalfUp(amount * toScaled(discount.value, 4), 100n * 10n ** 4n)
      : toScaled(discount.value, 2)
  const percentTooHigh = discount.type === 'percent' && toScaled(discount.value, 4) > 100n * 10n ** 4n

  return discount.value.startsWith('-') || percentTooHigh || off > amount ? undefined : off
}
