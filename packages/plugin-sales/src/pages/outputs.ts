import { formatAmount, formatFigure, type Ctx } from '@berberis/sdk'
import type { Calculated } from '../services/calculate.js'
import type { TypedLine } from '../typed-line.js'
import { vatText } from '../vat-rates.js'
import { discountFault, isOfDiscount } from './document-discount.js'
import { outputOf } from './grid.js'
import { isOfHead } from './head-faults.js'

/**
 * Everything an editor shows of its lines that nobody types: beside each, and the sums. `numbers` are those the lines bear
 * on the page, which has gaps where one was removed.
 */
export function outputsOf(
  ctx: Ctx,
  calculated: SummedUp & Calculated,
  lines: readonly TypedLine[],
  numbers: readonly number[],
) {
  return {
    outputs: numbers.map((number, at) => ({
      at: number,
      part: Boolean(lines[at]?.orderLineId),
      ...outputOf(ctx, calculated, at, faultsOf(calculated, at)),
    })),
    discount: discountFault(calculated.faults),
    sums: sumsOf(ctx, calculated),
  }
}

/** The sums of a document as its summary shows them: one row per rate, then the totals; and what is wrong at no field. */
export function sumsOf(ctx: Ctx, { rates, netMinor, taxMinor, grossMinor, words, terms, faults }: SummedUp) {
  const figure = (minor: number) => formatFigure(minor, ctx.locale)
  return {
    rows: [
      ...rates.map(({ vat, netMinor: net, taxMinor: tax }) => ({
        label: ctx.t('sales.sum.rate', { code: vatText(vat) }),
        text: `${figure(net)} + ${figure(tax)}`,
        strong: false,
      })),
      { label: ctx.t('sales.sum.net'), text: figure(netMinor), strong: false },
      { label: ctx.t('sales.sum.tax'), text: figure(taxMinor), strong: false },
    ],
    sum: { label: ctx.t('sales.sum.due'), text: formatAmount(grossMinor, 'PLN', ctx.locale) },
    note: words ?? null,
    terms: terms ?? [],
    faults: (faults ?? [])
      .filter((fault) => !fault.path.startsWith('lines.') && !isOfDiscount(fault) && !isOfHead(fault))
      .map(({ message }) => message),
  }
}

type SummedUp = Pick<Calculated, 'rates' | 'netMinor' | 'taxMinor' | 'grossMinor'> &
  Partial<Pick<Calculated, 'words' | 'faults'>> & {
    /** By when and how it is paid. */
    readonly terms?: readonly string[] | undefined
  }

function faultsOf({ faults }: Calculated, at: number): string[] {
  return faults.filter(({ path }) => path.startsWith(`lines.${at}.`)).map(({ message }) => message)
}
