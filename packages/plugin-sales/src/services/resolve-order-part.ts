import { decimalToMinor, minorToDecimal, parseDecimal } from '@berberis/sdk'
import type { Discount } from '../arithmetic/document.js'
import { invoicePart } from '../arithmetic/invoice-part.js'
import { computeLine, valueOf } from '../arithmetic/line-amounts.js'
import type { OrderLine } from '../models/order-line.js'
import { fromMicro, toMicro } from '../quantity.js'
import type { TypedLine } from '../typed-line.js'
import type { Catalogue } from './catalogue-for.js'
import { placesOf, readQuantity } from './read-line.js'
import type { ResolvedLine, Say } from './resolve-lines.js'

/**
 * A quantity of an order line, the rest of it when none is typed. A part has the places of the unit; the rest may have those
 * the unit had when it was ordered. Price, name and rate are the order's; discounts in
 * money go cumulatively, so that the parts make the whole; but each part is rounded by itself, and none is given more off
 * than it is worth. `sales.unknown-line`, `sales.more-than-ordered` (`left`).
 */
export function resolveOrderPart(catalogue: Catalogue, typed: TypedLine, at: number, say: Say): ResolvedLine | null {
  const line = typed.orderLineId ? catalogue.orderLines.get(typed.orderLineId) : undefined
  if (!line) {
    say('orderLineId', 'sales.unknown-line')
    return null
  }
  const taken = catalogue.taken.get(line.id) ?? 0
  const left = fromMicro(line.qty - taken)
  const product = line.productId === null ? undefined : catalogue.products.get(line.productId)
  const places = placesOf(product, catalogue.unit(line.unit, product))
  const qty = isAll(typed.qty, left) ? left : readQuantity(typed.qty, places, say)
  const rate = catalogue.rate(line.vatRate)
  if (rate && !rate.code) say('vatRate', 'sales.no-vat-rate')
  if (qty === null || !rate?.code) return null
  if (qty === '0' || toMicro(qty) > line.qty - taken) {
    say('qty', 'sales.more-than-ordered', { left })
    return null
  }
  catalogue.taken.set(line.id, taken + toMicro(qty))
  const part = (amount: string) =>
    decimalToMinor(invoicePart({ qty: fromMicro(line.qty), taken: fromMicro(taken), part: qty, amount }))
  const worth = { no: 0, qty, price: line.unitPrice, vat: rate.code }
  const discount = discountOfPart(line, part, Number(valueOf(qty, line.unitPrice)))

  return {
    at,
    productId: line.productId,
    orderLineId: line.id,
    name: line.name,
    qty,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discount,
    vatRate: rate.key,
    vatCode: rate.code,
    ...catalogue.marks(product, rate.code),
    orderShareMinor: Math.min(part(minorToDecimal(line.documentShareMinor)), leftOf({ ...worth, discount })),
  }
}

/** Nothing typed, or just what is left. */
function isAll(typed: string | null | undefined, left: string): boolean {
  if (!typed?.trim()) return true
  const read = parseDecimal(typed.trim(), 6)
  return 'value' in read && read.value === left
}

function discountOfPart(
  { discountType, discountValue }: OrderLine,
  part: (amount: string) => number,
  valueMinor: number,
): Discount | null {
  if (!discountType || !discountValue) return null
  if (discountType === 'percent') return { type: discountType, value: discountValue }
  const minor = Math.min(part(discountValue), valueMinor)
  return minor === 0 ? null : { type: discountType, value: minorToDecimal(minor) }
}

/** Grosze of a part after its own discount; nothing when that is refused, which is told with the line. */
function leftOf(line: Parameters<typeof computeLine>[0]): number {
  const amounts = computeLine(line)
  return 'error' in amounts ? 0 : Number(amounts.left)
}
