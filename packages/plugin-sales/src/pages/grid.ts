import { formatDecimal, formatFigure, seen, type Ctx } from '@berberis/sdk'
import { product } from '../entities/product.js'
import { Unit } from '../models/unit.js'
import type { Calculated } from '../services/calculate.js'
import { vatRateKeys, vatText } from '../vat-rates.js'
import type { EditorLine } from './editor-lines.js'

/** Most products offered to a browser without scripts. */
const OFFERED = 50

/** The line grid of an editor: inputs with what was typed, outputs with what the server makes of it. */
export async function gridOf(
  ctx: Ctx,
  lines: readonly EditorLine[],
  calculated: Calculated,
  faults: readonly { readonly path: string; readonly message: string }[],
) {
  const labels = await productLabels(ctx, lines)
  const units = await Unit.query(ctx.db).orderBy('codeKey')
  const offered = await seen(ctx, product).whereNull('withdrawnAt').orderBy('codeKey').limit(OFFERED)

  return {
    offered: offered.map((row) => ({ value: String(row.id), label: product.label(row) })),
    rows: lines.map((line, at) => {
      const messages = faults.filter(({ path }) => path.startsWith(`lines.${at}.`)).map(({ message }) => message)
      return {
        ...line,
        at,
        no: at + 1,
        part: line.orderLineId !== '',
        productLabel: labels.get(line.productId) ?? '',
        units: units.map(({ code }) => ({ value: code, selected: code === line.unit })),
        rates: vatRateKeys.map((key) => ({
          value: key,
          label: ctx.t(`sales.vat-rate.${key}`),
          selected: key === line.vatRate,
        })),
        percent: line.discountType !== 'amount',
        wrong: messages.length > 0,
        ...outputOf(ctx, calculated, at, messages),
      }
    }),
  }
}

/** What the server puts beside a line: the unit and price it takes, the code of its rate, its total, what is wrong. */
export function outputOf(ctx: Ctx, calculated: Calculated, at: number, messages: readonly string[]) {
  const line = calculated.lines.find((each) => each.at === at)
  const { totalMinor = null } = line ?? {}
  return {
    outUnit: line?.unit ?? '',
    outPrice: line ? formatDecimal(line.unitPrice, ctx.locale, 2) : '',
    outVat: line ? vatText(line.vatCode) : '',
    outTotal: totalMinor === null ? '' : formatFigure(totalMinor, ctx.locale),
    outFault: messages.join(' '),
  }
}

async function productLabels(ctx: Ctx, lines: readonly EditorLine[]): Promise<ReadonlyMap<string, string>> {
  const ids = lines.flatMap(({ productId }) => (/^\d{1,9}$/.test(productId) ? [Number(productId)] : []))
  if (ids.length === 0) return new Map()
  const rows = await seen(ctx, product).findByIds(ids)
  return new Map(rows.map((row) => [String(row.id), product.label(row)]))
}
