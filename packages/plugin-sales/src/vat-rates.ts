/**
 * What a product points to. The code that holds on a day (`23`, `22` …) is data with dates, so that a change of law
 * touches no product and an old document keeps its code.
 */
export const vatRateKeys = ['standard', 'reduced', 'super-reduced', 'zero', 'exempt', 'outside'] as const

export type VatRateKey = (typeof vatRateKeys)[number]

/** Codes a Polish sale may carry (fiscal §2), in the order every summary lists them. */
export const vatCodes = ['23', '22', '8', '7', '5', '4', '3', '0 KR', 'zw', 'np I'] as const

/** Demands the legal basis of the exemption on the document. */
export const EXEMPT = 'zw'

export function isVatRateKey(key: string): key is VatRateKey {
  return vatRateKeys.some((known) => known === key)
}

/** The percentage of a code that has one, 0 of the others. */
export function percentOf(code: string): number {
  return /^\d+$/.test(code) ? Number(code) : 0
}

/** A code as people read it: `23%`, `zw`. */
export function vatText(code: string): string {
  return /^\d+$/.test(code) ? `${code}%` : code
}
