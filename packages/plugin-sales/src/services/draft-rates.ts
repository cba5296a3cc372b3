import type { Method, VatRounding } from '../arithmetic/document.js'
import { rateRows } from '../arithmetic/rate-rows.js'

interface Drafted {
  readonly method: Method
  readonly vatRounding: VatRounding
  readonly netMinor: number
  readonly taxMinor: number
  readonly lines: readonly { readonly vat: string; readonly totalMinor: number }[]
}

/**
 * Sums per rate, in grosze, of what has none kept: an order, a draft. None when they do not add up to its totals, for a rate
 * changed since it was written: then nobody can say how those came about.
 */
export function draftRates({ method, vatRounding, netMinor, taxMinor, lines }: Drafted) {
  const rated = lines.map(({ vat, totalMinor }) => ({ vat, left: BigInt(totalMinor), tax: 0n }))
  const rates = rateRows(rated, method, vatRounding).map(({ vat, net, tax, gross }) => ({
    vat,
    netMinor: Number(net),
    taxMinor: Number(tax),
    grossMinor: Number(gross),
  }))
  const [net, tax] = rates.reduce(([n, t], rate) => [n + rate.netMinor, t + rate.taxMinor], [0, 0])
  return net === netMinor && tax === taxMinor ? rates : []
}
