import { formatDecimal, formatFigure, type Ctx } from '@berberis/sdk'
import type { Method } from '../arithmetic/document.js'
import { vatText } from '../vat-rates.js'

interface Shown {
  readonly id: number
  readonly position: number
  readonly name: string
  readonly qty: string
  readonly unit: string
  readonly unitPrice: string
  readonly discount: { readonly type: 'percent' | 'amount'; readonly value: string } | null
  readonly totalMinor: number
  /** Code of the rate. */
  readonly vat: string
  readonly invoicedQty?: string
}

/** Heads of its columns of money, which say what kind of prices they hold. */
export function tableHeads(ctx: Ctx, method: Method) {
  return { price: ctx.t(`sales.line.unitPrice.${method}`), total: ctx.t(`sales.line.total.${method}`) }
}

/** Lines of what stands, as texts of a table. */
export function linesTable(ctx: Ctx, lines: readonly Shown[]) {
  const { locale } = ctx
  return lines.map(({ discount, ...line }) => ({
    id: line.id,
    no: line.position,
    name: line.name,
    qty: formatDecimal(line.qty, locale),
    unit: line.unit,
    price: formatDecimal(line.unitPrice, locale, 2),
    discount: discount ? `${formatDecimal(discount.value, locale)}${discount.type === 'percent' ? '%' : ''}` : '',
    vat: vatText(line.vat),
    total: formatFigure(line.totalMinor, locale),
    invoiced: line.invoicedQty && line.invoicedQty !== '0' ? formatDecimal(line.invoicedQty, locale) : '',
  }))
}
