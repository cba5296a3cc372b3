import { Model, type Ctx } from '@berberis/sdk'
import type { VatRateKey } from '../vat-rates.js'

/** A line of an order. Amounts are grosze on the order's method; quantities whole millionths. */
export class OrderLine extends Model {
  static override tableName = 'sales_order_line'

  declare orderId: number
  declare position: number
  declare productId: number | null
  declare name: string
  declare qty: number
  declare invoicedQty: number
  declare unit: string
  /** Decimal string of at most 8 places, net or gross by the order's method. */
  declare unitPrice: string
  declare discountType: 'percent' | 'amount' | null
  declare discountValue: string | null
  declare vatRate: VatRateKey
  declare valueMinor: number
  declare lineDiscountMinor: number
  /** What of the order's discount fell on this line; frozen when the order is placed. */
  declare documentShareMinor: number
  declare totalMinor: number

  /** The lines of one order, in their order. Who may see the order may see them; ask for the order first. */
  static async of(ctx: Ctx, orderId: number): Promise<OrderLine[]> {
    return OrderLine.query(ctx.db).where('orderId', orderId).orderBy('position')
  }

  /** The lines with these ids, locked until the transaction ends; always in the order of ids, so nobody waits in a ring. */
  static async locked(ctx: Ctx, ids: readonly number[]): Promise<OrderLine[]> {
    return OrderLine.query(ctx.db)
      .findByIds([...ids])
      .orderBy('id')
      .forUpdate()
  }
}
