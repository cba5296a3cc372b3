import { mustEdit, Refusal, seenOne, type Ctx } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { salesDocument } from '../entities/sales-document.js'
import { Order } from '../models/order.js'
import { OrderLine } from '../models/order-line.js'
import { SalesDocument } from '../models/sales-document.js'
import type { TypedLine } from '../typed-line.js'
import { createDocument } from './save-document.js'

export interface Parts {
  /** Ids of order lines with the quantity wanted; without a quantity, all that is left. */
  readonly lines?: readonly { readonly id: number; readonly qty?: string | null }[] | undefined
}

/**
 * A draft of an invoice for an order: all that is left of it, or chosen lines and quantities. Asked twice for all, the
 * draft that is open already is given back, so a second press makes no second invoice. `sales.not-placed`,
 * `sales.nothing-to-invoice`, `sales.more-than-ordered`, `sales.unknown-line`.
 */
export async function draftInvoice(ctx: Ctx, orderId: number, { lines }: Parts = {}): Promise<SalesDocument> {
  await seenOne(ctx, order, orderId)
  const placed = await Order.query(ctx.db).findById(orderId).forUpdate()
  if (!placed) throw new RangeError(`order ${orderId} went away`)
  if (placed.state === 'cancelled') throw new Refusal('sales.order-cancelled')
  if (placed.state !== 'placed') throw new Refusal('sales.not-placed')

  const wanted = lines?.map(({ id, qty }) => ({ orderLineId: id, qty: qty ?? null })) ?? (await rest(ctx, orderId))
  if (wanted.length === 0) throw new Refusal('sales.nothing-to-invoice')
  const open = lines ? undefined : await SalesDocument.query(ctx.db).findOne({ orderId, state: 'draft' })
  if (open) {
    await mustEdit(ctx, salesDocument, open)
    return open
  }
  const { contractorId, caseId, method } = placed
  const ownerId = ctx.operator?.id ?? placed.ownerId
  return createDocument(ctx, { contractorId, caseId, ownerId, method, lines: wanted }, { orderId })
}

async function rest(ctx: Ctx, orderId: number): Promise<TypedLine[]> {
  const lines = await OrderLine.of(ctx, orderId)
  return lines.filter(({ qty, invoicedQty }) => qty > invoicedQty).map(({ id }) => ({ orderLineId: id }))
}
