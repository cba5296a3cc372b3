import { roundHalfUp, toScaled } from '@berberis/sdk'
import type { Method, VatRounding } from './document.js'
import type { LineAmounts } from './line-amounts.js'

export type RateAmounts = { vat: string; net: bigint; tax: bigint; gross: bigint }

/** What of a line its rate row follows from; `tax` is set. */
export type RatedLine = Pick<LineAmounts, 'vat' | 'left' | 'tax'>

/** Rates that carry no tax, in the order in which they are printed after the percentages, highest first. */
const WITHOUT_TAX = ['0 KR', '0 WDT', '0 EX', 'zw', 'oo', 'np I', 'np II']
const PERCENT = /^\d+(?:\.\d+)?$/
const SCALE = 4

/**
 * One row per rate in the order 23, 22, 8, 7, 5, 4, 3, 0 KR, 0 WDT, 0 EX, zw, oo, np I, np II (a new percentage takes
 * its place by size). Per rate the tax is counted on the sum, per line on each line, which then also keeps its `tax`.
 */
export function rateRows(lines: readonly RatedLine[], method: Method, rounding: VatRounding): RateAmounts[] {
  const rows = new Map<string, { left: bigint; tax: bigint }>()
  for (const line of lines) {
    if (rounding === 'perLine') line.tax = taxOf(line.left, line.vat, method)
    const row = rows.get(line.vat) ?? { left: 0n, tax: 0n }
    rows.set(line.vat, { left: row.left + line.left, tax: row.tax + line.tax })
  }

  return [...rows]
    .sort(([a], [b]) => compareRates(a, b))
    .map(([vat, { left, tax }]) => rateRow(vat, left, rounding === 'perLine' ? tax : taxOf(left, vat, method), method))
}

/** Tax of an amount that is net or gross by the method: net·r/100, or gross·r/(100 + r). */
function taxOf(amount: bigint, vat: string, method: Method): bigint {
  const rate = percentOf(vat)
  const hundred = 100n * 10n ** BigInt(SCALE)
  return roundHalfUp(amount * rate, method === 'net' ? hundred : hundred + rate)
}

function rateRow(vat: string, left: bigint, tax: bigint, method: Method): RateAmounts {
  return method === 'net' ? { vat, net: left, tax, gross: left + tax } : { vat, net: left - tax, tax, gross: left }
}

/** Codes with a word, and 0, carry no tax. */
function percentOf(vat: string): bigint {
  return PERCENT.test(vat) ? toScaled(vat, SCALE) : 0n
}

/** Sorts codes of rates as they are printed; codes nobody knows come last, by name. */
export function compareRates(a: string, b: string): number {
  const [percentA, percentB] = [percentOf(a), percentOf(b)]
  if (percentA !== percentB) return percentA > percentB ? -1 : 1

  return place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function place(vat: string): number {
  const at = WITHOUT_TAX.indexOf(vat)
  return at < 0 ? WITHOUT_TAX.length : at
}
