import type { OrderLine } from '../models/order-line.js'
import type { SalesDocumentLine } from '../models/sales-document-line.js'
import { fromMicro } from '../quantity.js'
import type { TypedLine } from '../typed-line.js'

/** A kept line as it would be typed, so that a save of the head alone computes the same. */
export function typedOrderLine(line: OrderLine | SalesDocumentLine): TypedLine {
  return {
    productId: line.productId,
    name: line.name,
    qty: fromMicro(line.qty),
    unit: line.unit,
    unitPrice: line.unitPrice,
    discount: discountOf(line),
    vatRate: line.vatRate,
  }
}

/** The same of a document's line: a part of an order line says the quantity only, the rest is the order's. */
export function typedDocumentLine(line: SalesDocumentLine): TypedLine {
  return line.orderLineId === null ? typedOrderLine(line) : { orderLineId: line.orderLineId, qty: fromMicro(line.qty) }
}

/** A discount kept in two columns. */
export function discountOf(of: {
  readonly discountType: 'percent' | 'amount' | null
  readonly discountValue: string | null
}) {
  return of.discountType && of.discountValue ? { type: of.discountType, value: of.discountValue } : null
}
