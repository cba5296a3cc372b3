import type { Ctx } from '@berberis/sdk'
import { OrderLine } from '../models/order-line.js'
import { Product } from '../models/product.js'
import { Unit } from '../models/unit.js'
import { VatRateValue } from '../models/vat-rate-value.js'
import { settings } from '../settings.js'
import type { TypedLine } from '../typed-line.js'
import { EXEMPT, isVatRateKey, type VatRateKey } from '../vat-rates.js'

/** All that lines are filled in from, read in at most five queries for a whole document. */
export interface Catalogue {
  readonly products: ReadonlyMap<number, Product>
  readonly orderLines: ReadonlyMap<number, OrderLine>
  /** Millionths of an order line that earlier documents took, and earlier lines of this one, which add themselves. */
  readonly taken: Map<number, number>
  unit(code: string | null, product: Product | undefined): Unit | undefined
  /** Undefined: no such rate; a null code: the rate has none on the day. */
  rate(key: string): { readonly key: VatRateKey; readonly code: string | null } | undefined
  marks(
    product: Product | undefined,
    vatCode: string,
  ): { annex15: boolean; gtu: string | null; exemptionBasis: string | null }
}

/** Unit of a free line that names none. */
const USUAL_UNIT = 'szt'

export async function catalogueFor(
  ctx: Ctx,
  typed: readonly TypedLine[],
  about: { readonly taxDay: string; readonly orderId?: number | null },
): Promise<Catalogue> {
  const orderLines = await orderLinesOf(ctx, typed, about.orderId ?? null)
  const products = await productsOf(ctx, typed, orderLines)
  const units = await Unit.query(ctx.db)
  const codes = await vatCodesOn(ctx, about.taxDay)
  const { exemptionBasis } = await ctx.settings('sales', settings)

  return {
    products: new Map(products.map((product) => [product.id, product])),
    orderLines: new Map(orderLines.map((line) => [line.id, line])),
    taken: new Map(orderLines.map(({ id, invoicedQty }) => [id, invoicedQty])),
    unit: (code, product) =>
      code || !product
        ? units.find((unit) => unit.code === (code ?? USUAL_UNIT))
        : units.find((unit) => unit.id === product.unitId),
    rate: (key) => (isVatRateKey(key) ? { key, code: codes.get(key) ?? null } : undefined),
    marks: (product, vatCode) => ({
      annex15: Boolean(product?.annex15),
      gtu: product?.gtu ?? null,
      exemptionBasis: vatCode === EXEMPT ? (product?.exemptionBasis ?? (exemptionBasis || null)) : null,
    }),
  }
}

/** The code of every rate on a day; a rate that has none yet is absent. */
export async function vatCodesOn(ctx: Ctx, day: string): Promise<ReadonlyMap<VatRateKey, string>> {
  const values = await VatRateValue.query(ctx.db).where('fromDay', '<=', day).orderBy('fromDay')
  return new Map(values.map(({ rate, code }) => [rate, code]))
}

async function orderLinesOf(ctx: Ctx, typed: readonly TypedLine[], orderId: number | null): Promise<OrderLine[]> {
  const ids = typed.flatMap(({ orderLineId }) => orderLineId ?? [])
  if (ids.length === 0 || orderId === null) return []
  return OrderLine.query(ctx.db).findByIds(ids).where({ orderId })
}

async function productsOf(ctx: Ctx, typed: readonly TypedLine[], orderLines: readonly OrderLine[]): Promise<Product[]> {
  const ids = [...typed, ...orderLines].flatMap(({ productId }) => productId ?? [])
  return ids.length === 0 ? [] : Product.query(ctx.db).findByIds([...new Set(ids)])
}
