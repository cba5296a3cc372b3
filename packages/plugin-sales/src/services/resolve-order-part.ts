import { decimalToMinor, minorToDecimal } from '@berberis/sdk'
import type { Discount } from '../arithmetic/document.js'
import { invoicePart } from '../arithmetic/invoice-part.js'
import { computeLine, valueOf } from '../arithmetic/line-amounts.js'
import type { OrderLine } from '../models/order-line.js'
import { fromMicro, toMicro } from '../quantity.js'
import type { TypedLine } from '../typed-line.js'
import type { Catalogue } from './catalogue-for.js'
import { readQuantity } from './read-line.js'
import type { ResolvedLine, Say } from './resolve-lines.js'

/**
 * A quantity of an order line, the rest of it when none is typed. Price, name and rate are the order's; discounts in
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
  const qty = typed.qty?.trim() ? readQuantity(typed.qty, 6, say) : left
  const rate = catalogue.rate(line.vatRate)
  if (rate && !rate.code) say('vatRate', 'sales.no-vat-rate')
  if (qty === null || !rate?.code) return null
  if (qty === '0' || toMicro(qty) > line.qty - taken) {
    say('qty', 'sales.more-than-ordered', { left })
    return null
  }
  catalogue.taken.set(line.id, taken + toMicro(qty))
  const product = line.productId === null ? undefined : catalogue.products.get(line.productId)
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
