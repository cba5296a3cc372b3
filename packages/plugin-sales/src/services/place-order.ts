import { reachStage, Refusal, save, takeNumber, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { orderAcceptable, orderPlaced } from '../hooks.js'
import type { Order } from '../models/order.js'
import { OrderLine } from '../models/order-line.js'
import { orderNumbers } from '../series.js'
import { editableOrder } from './editable-order.js'
import { noteInCase } from './note-in-case.js'
import { refuseWithdrawn } from './refuse-withdrawn.js'
import { sameVersion } from './same-version.js'

/**
 * Places a draft: asks `orderAcceptable`, moves its contractor on to the stage of an order, takes its number, tells its
 * case. From then on lines and prices stand.
 * Placed already → the same order again. `sales.empty-document`, `sales.order-cancelled`, `sales.withdrawn-product`,
 * 409 `core.conflict` for a stale `version`.
 */
export async function placeOrder(ctx: Ctx, id: number, { version }: { version?: number } = {}): Promise<Order> {
  const before = await editableOrder(ctx, id)
  if (before.state === 'placed') return before
  if (before.state === 'cancelled') throw new Refusal('sales.order-cancelled')
  sameVersion(before, version)

  const lines = await OrderLine.of(ctx, id)
  if (lines.length === 0) throw new Refusal('sales.empty-document')
  await refuseWithdrawn(ctx, lines)
  await ctx.check(orderAcceptable, { order: before, lines })
  await reachStage(ctx, before.contractorId, 'order')

  const { number } = await takeNumber(ctx, orderNumbers, before.day)
  const placed = await save(ctx, order, id, {
    version: before.version,
    state: 'placed',
    number,
    placedAt: ctx.now(),
  })
  await noteInCase(ctx, {
    type: 'order',
    of: 'sales.order',
    record: before,
    key: 'sales.order.event',
    params: { number },
  })
  await ctx.announce(orderPlaced, { orderId: id })
  return placed
}
