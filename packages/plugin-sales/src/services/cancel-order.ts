import { Refusal, save, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { orderCancelled } from '../hooks.js'
import type { Order } from '../models/order.js'
import { SalesDocument } from '../models/sales-document.js'
import { editableOrder } from './editable-order.js'
import { sameVersion } from './same-version.js'

/**
 * Calls a placed order off; its number and lines stay. Refused while a document, even a draft, was made from it
 * (`sales.order-has-documents`); `sales.not-placed` for a draft. Cancelled already → the same order again.
 */
export async function cancelOrder(
  ctx: Ctx,
  id: number,
  { reason, version }: { reason: string; version?: number },
): Promise<Order> {
  const before = await editableOrder(ctx, id)
  if (before.state === 'cancelled') return before
  if (before.state === 'draft') throw new Refusal('sales.not-placed')
  sameVersion(before, version)
  if (await SalesDocument.query(ctx.db).findOne({ orderId: id })) throw new Refusal('sales.order-has-documents')

  const cancelled = await save(ctx, order, id, {
    version: before.version,
    state: 'cancelled',
    cancelledAt: ctx.now(),
    cancelReason: reason,
  })
  await ctx.announce(orderCancelled, { orderId: id })
  return cancelled
}
