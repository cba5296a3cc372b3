import { mustEdit, seenOne, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { Order } from '../models/order.js'

/** The order, if it may be seen (404) and written (403), locked until the transaction ends. */
export async function editableOrder(ctx: Ctx, id: number): Promise<Order> {
  await mustEdit(ctx, order, await seenOne(ctx, order, id))
  const locked = await Order.query(ctx.db).findById(id).forUpdate()
  if (!locked) throw new RangeError(`order ${id} went away`)
  return locked
}
