import { Refusal, remove, type Ctx, type Undoable } from '@berberis/sdk'
import { order } from '../entities/order.js'
import { editableOrder } from './editable-order.js'

/** A draft goes, its lines with it; a placed one is cancelled instead (`sales.order-placed`). */
export async function removeOrder(ctx: Ctx, id: number, { version }: { version?: number }): Promise<Undoable> {
  const before = await editableOrder(ctx, id)
  if (before.state !== 'draft') throw new Refusal('sales.order-placed')
  return remove(ctx, order, id, { version: version ?? before.version })
}
