import { splitAmount } from '@berberis/sdk'
import type { DocumentDiscount, DocumentFault } from './document.js'
import { discountOf, type LineAmounts } from './line-amounts.js'

/**
 * Takes the document discounts off the lines one after another, each from what the one before left, spread in
 * proportion to what is left of the lines (largest remainder, ties to the lower line). Changes the lines it is given;
 * answers with what each discount came to. `sales.discount-out-of-range`, `sales.unknown-line`.
 */
export function applyDiscounts(
  lines: readonly LineAmounts[],
  discounts: readonly DocumentDiscount[],
): { amounts: bigint[] } | DocumentFault {
  const amounts: bigint[] = []
  for (const discount of discounts) {
    const unknown = discount.lines?.find((no) => lines.every((line) => line.no !== no))
    if (unknown !== undefined) return { error: 'sales.unknown-line', line: unknown }

    const chosen = lines.filter((line) => line.takesDocumentDiscount && (discount.lines?.includes(line.no) ?? true))
    const off = discountOf(
      discount,
      chosen.reduce((sum, line) => sum + line.left, 0n),
    )
    if (off === undefined) return { error: 'sales.discount-out-of-range' }
    spread(off, chosen)
    amounts.push(off)
  }
  return { amounts }
}

function spread(off: bigint, lines: readonly LineAmounts[]): void {
  if (off === 0n) return
  const weights = lines.map((line) => line.left.toString())
  splitAmount(Number(off), weights).forEach((share, at) => {
    const line = lines[at]
    if (line === undefined) return
    line.documentDiscount += BigInt(share)
    line.left -= BigInt(share)
  })
}
