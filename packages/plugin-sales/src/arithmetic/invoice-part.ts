import { fromScaled, roundHalfUp, toScaled } from '@berberis/sdk'

/**
 * The part of an amount frozen on an order line (a discount in money, a share of a document discount) that goes with a
 * partial invoice: round(S·(taken + part)/Q) − round(S·taken/Q), so the parts always make the whole. Decimal strings;
 * quantities of at most 6 places. Throws RangeError when more is taken than there is.
 */
export function invoicePart(line: { qty: string; taken: string; part: string; amount: string }): string {
  const [whole, taken, part] = [toScaled(line.qty, 6), toScaled(line.taken, 6), toScaled(line.part, 6)]
  if (taken < 0n || part < 0n || taken + part > whole) throw new RangeError('more than ordered')
  const amount = toScaled(line.amount, 2)
  const upTo = (qty: bigint) => (whole === 0n ? 0n : roundHalfUp(amount * qty, whole))

  return fromScaled(upTo(taken + part) - upTo(taken), 2, 2)
}
