import { formatDecimal, formatFigure, seen, type Ctx } from '@berberis/sdk'
import { product } from '../entities/product.js'
import { OrderLine } from '../models/order-line.js'
import { Unit } from '../models/unit.js'
import type { Calculated } from '../services/calculate.js'
import { vatRateKeys, vatText } from '../vat-rates.js'
import type { EditorLine } from './editor-lines.js'

/**
 * The line grid of an editor: inputs with what was typed, outputs with what the server makes of it. Parts of the lines of
 * `orderId` show what the order says, whatever was sent with them.
 */
export async function gridOf(
  ctx: Ctx,
  lines: readonly EditorLine[],
  calculated: Calculated,
  { faults, orderId }: { faults: readonly Fault[]; orderId: number | null },
) {
  const labels = await productLabels(ctx, lines)
  const ordered = orderId === null ? [] : await OrderLine.of(ctx, orderId)
  const units = await Unit.query(ctx.db).orderBy('codeKey')

  return {
    rows: lines.map((line, at) => {
      const wrong = faults.filter(({ path }) => path.startsWith(`lines.${at}.`))
      const [bad, messages] = [fieldsOf(wrong), wrong.map(({ message }) => message)]
      return {
        ...line,
        at,
        no: at + 1,
        part: line.orderLineId === '' ? null : partOf(ctx, ordered, line.orderLineId),
        found: line.found,
        productLabel: labels.get(line.productId) ?? '',
        units: units.map(({ code }) => ({ value: code, selected: code === line.unit })),
        rates: vatRateKeys.map((key) => ({
          value: key,
          label: ctx.t(`sales.vat-rate.${key}`),
          selected: key === line.vatRate,
        })),
        percent: line.discountType !== 'amount',
        wrong: bad,
        ...outputOf(ctx, calculated, at, messages),
      }
    }),
  }
}

const FIELDS = ['productId', 'name', 'qty', 'unit', 'unitPrice', 'discount', 'vatRate'] as const

/** Which inputs of a line were refused. */
function fieldsOf(faults: readonly Fault[]): Readonly<Record<(typeof FIELDS)[number], boolean>> {
  const refused = new Set(faults.map(({ path }) => path.split('.')[2]))
  return Object.fromEntries(FIELDS.map((field) => [field, refused.has(field)])) as ReturnType<typeof fieldsOf>
}

type Fault = { readonly path: string; readonly message: string }

/** What of an order line cannot be changed on an invoice for it. */
function partOf({ locale }: Ctx, ordered: readonly OrderLine[], id: string) {
  const line = ordered.find((each) => String(each.id) === id)
  const discount = line?.discountValue ? formatDecimal(line.discountValue, locale) : ''
  return {
    name: line?.name ?? '',
    unit: line?.unit ?? '',
    price: line ? formatDecimal(line.unitPrice, locale, 2) : '',
    discount: line?.discountType === 'percent' ? `${discount}%` : discount,
  }
}

/** What the server puts beside a line: the unit and price it takes, the code of its rate, its total, what is wrong. */
export function outputOf(ctx: Ctx, calculated: Calculated, at: number, messages: readonly string[]) {
  const done = calculated.lines.find((each) => each.at === at)
  const line = done ?? calculated.unfinished.find((each) => each.at === at)
  const { totalMinor = null } = done ?? {}
  return {
    outUnit: line?.unit ?? '',
    outPrice: line?.unitPrice ? formatDecimal(line.unitPrice, ctx.locale, 2) : '',
    outVat: line?.vatCode ? vatText(line.vatCode) : '',
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
