import { present, seenOne, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { OrderLine } from '../models/order-line.js'
import { fromMicro } from '../quantity.js'
import { discountOf } from './typed-again.js'

/** An order as both doors have it: its fields, and its lines. 404 when it may not be seen. */
export async function orderData(ctx: Ctx, id: number) {
  const row = await seenOne(ctx, order, id)
  const [presented] = await present(ctx, order, [row])
  if (!presented) throw new RangeError(`order ${id} was not presented`)
  const { discountType: _type, discountValue: _value, ...head } = presented
  const lines = await OrderLine.of(ctx, id)

  return {
    ...head,
    discount: discountOf(row),
    lines: lines.map((line) => ({
      id: line.id,
      position: line.position,
      productId: line.productId,
      name: line.name,
      qty: fromMicro(line.qty),
      invoicedQty: fromMicro(line.invoicedQty),
      unit: line.unit,
      unitPrice: line.unitPrice,
      discount: discountOf(line),
      vatRate: line.vatRate,
      valueMinor: line.valueMinor,
      lineDiscountMinor: line.lineDiscountMinor,
      documentShareMinor: line.documentShareMinor,
      totalMinor: line.totalMinor,
    })),
  }
}

export type OrderData = Awaited<ReturnType<typeof orderData>>
