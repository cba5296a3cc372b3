import { minorToDecimal, type FieldRefusal } from '@berberis/sdk'
import { computeDocument } from '../arithmetic/compute-document.js'
import type { ComputedDocument, Discount, Method, VatRounding } from '../arithmetic/document.js'
import type { ResolvedLine } from './resolve-lines.js'

const FIELDS: Readonly<Record<string, string>> = {
  'sales.bad-quantity': 'qty',
  'sales.bad-price': 'unitPrice',
  'sales.discount-out-of-range': 'discount',
}

export interface ComputedAbout {
  readonly method: Method
  readonly vatRounding: VatRounding
  readonly currency: string
  /** Of the whole document; taken after the shares that order lines brought along. */
  readonly discount: Discount | null
}

/** All amounts of resolved lines, or what is wrong with them, told where they were typed. */
export function computeLines(
  lines: readonly ResolvedLine[],
  { method, vatRounding, currency, discount }: ComputedAbout,
): { computed: ComputedDocument } | { refusals: FieldRefusal[] } {
  const shares = lines.flatMap(({ orderShareMinor }, index) =>
    orderShareMinor === 0
      ? []
      : [{ type: 'amount' as const, value: minorToDecimal(orderShareMinor), lines: [index + 1] }],
  )
  const computed = computeDocument({
    method,
    vatRounding,
    currency,
    lines: lines.map((line, index) => ({
      no: index + 1,
      qty: line.qty,
      price: line.unitPrice,
      vat: line.vatCode,
      discount: line.discount,
      annex15: line.annex15,
    })),
    discounts: discount ? [...shares, discount] : shares,
  })
  if (!('error' in computed)) return { computed }

  const line = computed.line === undefined ? undefined : lines[computed.line - 1]
  const field = FIELDS[computed.error]
  const path =
    line && field ? `lines.${line.at}.${field}` : computed.error === 'sales.bad-amount' ? 'lines' : 'discount'
  return { refusals: [{ path, code: computed.error }] }
}
