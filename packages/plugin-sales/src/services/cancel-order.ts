import { Refusal, refuseFields, save, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { orderCancelled } from '../hooks.js'
import type { Order } from '../models/order.js'
import { SalesDocument } from '../models/sales-document.js'
import { editableOrder } from './editable-order.js'
import { sameVersion } from './same-version.js'

/**
 * Calls a placed order off; its number and lines stay, with the reason, at most 500 signs (`core.required`). What
 * `mustBeCancellable` refuses; 409 `core.conflict` for a stale `version`. Cancelled already → the same order again.
 */
export async function cancelOrder(
  ctx: Ctx,
  id: number,
  { reason, version }: { reason: string; version?: number },
): Promise<Order> {
  const before = await editableOrder(ctx, id)
  if (before.state === 'cancelled') return before
  await mustBeCancellable(ctx, before)
  sameVersion(before, version)
  if (reason.trim() === '') throw refuseFields([{ path: 'reason', code: 'core.required' }])

  const cancelled = await save(ctx, order, id, {
    version: before.version,
    state: 'cancelled',
    cancelledAt: ctx.now(),
    cancelReason: reason.trim(),
  })
  await ctx.announce(orderCancelled, { orderId: id })
  return cancelled
}

/**
 * `sales.not-placed` for a draft, `sales.order-cancelled` for one called off before, `sales.order-has-documents` while a
 * document, even a draft, was made from it.
 */
export async function mustBeCancellable(ctx: Ctx, { id, state }: Order): Promise<void> {
  if (state === 'draft') throw new Refusal('sales.not-placed')
  if (state === 'cancelled') throw new Refusal('sales.order-cancelled')
  if (await SalesDocument.query(ctx.db).findOne({ orderId: id })) throw new Refusal('sales.order-has-documents')
}
