import { Refusal, refuseFields, type Ctx } from '@berberis/sdk'
import { Order, type Invoicing } from '../models/order.js'
import { OrderLine } from '../models/order-line.js'
import { fromMicro, toMicro } from '../quantity.js'
import type { ResolvedLine } from './resolve-lines.js'

/**
 * Locks the order lines a document invoices parts of, so that what is left of them stands until the document is issued.
 * `sales.order-cancelled` when the order was called off since the draft was made.
 */
export async function lockOrderParts(
  ctx: Ctx,
  orderId: number | null,
  lines: readonly { readonly orderLineId: number | null }[],
): Promise<void> {
  const ids = lines.flatMap(({ orderLineId }) => orderLineId ?? [])
  if (orderId === null || ids.length === 0) return
  const order = await Order.query(ctx.db).findById(orderId)
  if (order?.state !== 'placed') throw new Refusal('sales.order-cancelled')
  await OrderLine.locked(ctx, ids)
}

/** Counts the parts as invoiced, never above what was ordered (`sales.more-than-ordered`, `left`). */
export async function takeOrderParts(ctx: Ctx, orderId: number | null, lines: readonly ResolvedLine[]): Promise<void> {
  const parts = lines.filter(({ orderLineId }) => orderLineId !== null)
  if (orderId === null || parts.length === 0) return
  for (const { orderLineId, qty, at } of [...parts].sort((a, b) => Number(a.orderLineId) - Number(b.orderLineId))) {
    const taken = toMicro(qty)
    const touched = await ctx
      .db('sales_order_line')
      .where({ id: orderLineId })
      .whereRaw('invoiced_qty + ? <= qty', [taken])
      .update({ invoiced_qty: ctx.db.raw('invoiced_qty + ?', [taken]) })
    if (touched === 0) throw await tooMuch(ctx, Number(orderLineId), at)
  }
  await Order.query(ctx.db)
    .findById(orderId)
    .patch({ invoicing: await invoicingOf(ctx, orderId) })
}

async function tooMuch(ctx: Ctx, orderLineId: number, at: number): Promise<Refusal> {
  const line = await OrderLine.query(ctx.db).findById(orderLineId)
  const left = line ? fromMicro(line.qty - line.invoicedQty) : '0'
  return refuseFields([{ path: `lines.${at}.qty`, code: 'sales.more-than-ordered', params: { left } }])
}

async function invoicingOf(ctx: Ctx, orderId: number): Promise<Invoicing> {
  const lines = await OrderLine.of(ctx, orderId)
  if (lines.every(({ qty, invoicedQty }) => invoicedQty >= qty)) return 'whole'
  return lines.some(({ invoicedQty }) => invoicedQty > 0) ? 'part' : 'none'
}
