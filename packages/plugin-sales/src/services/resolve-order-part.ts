import { decimalToMinor, minorToDecimal } from '@berberis/sdk'
import { invoicePart } from '../arithmetic/invoice-part.js'
import type { OrderLine } from '../models/order-line.js'
import { fromMicro, toMicro } from '../quantity.js'
import type { TypedLine } from '../typed-line.js'
import type { Catalogue } from './catalogue-for.js'
import { readQuantity } from './read-line.js'
import type { ResolvedLine, Say } from './resolve-lines.js'

/**
 * A quantity of an order line, the rest of it when none is typed. Price, name and rate are the order's; discounts in
 * money go cumulatively, so that the parts make the whole. `sales.unknown-line`, `sales.more-than-ordered` (`left`).
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
  const part = (amount: string) => invoicePart({ qty: fromMicro(line.qty), taken: fromMicro(taken), part: qty, amount })

  return {
    at,
    productId: line.productId,
    orderLineId: line.id,
    name: line.name,
    qty,
    unit: line.unit,
    unitPrice: line.unitPrice,
    discount: discountOfPart(line, part),
    vatRate: rate.key,
    vatCode: rate.code,
    ...catalogue.marks(product, rate.code),
    orderShareMinor: decimalToMinor(part(minorToDecimal(line.documentShareMinor))),
  }
}

function discountOfPart({ discountType, discountValue }: OrderLine, part: (amount: string) => string) {
  if (!discountType || !discountValue) return null
  if (discountType === 'percent') return { type: discountType, value: discountValue }
  const value = part(discountValue)
  return value === '0.00' ? null : { type: discountType, value }
}
