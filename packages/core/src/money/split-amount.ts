import { toScaled } from './decimal.js'

export type SplitFault = 'no-shares' | 'no-weight' | 'bad-weight' | 'bad-total'

/** Thrown by `splitAmount`; `code` says which rule was broken. */
export class SplitError extends Error {
  readonly code: SplitFault

  constructor(code: SplitFault) {
    super(code)
    this.name = 'SplitError'
    this.code = code
  }
}

type Share = { at: number; part: bigint; remainder: bigint }

/** Places of a weight; a weight is a share of a flat, a quantity or a number of persons. */
const WEIGHT_SCALE = 12

/**
 * Divides an amount (grosze, either sign) among shares in proportion to their weights (whole numbers or decimal strings,
 * never negative), exactly: every share gets its quota rounded down, the grosze left go one each to the largest
 * remainders, the lower position first. A zero weight gets 0. The parts always make the total.
 *
 * Throws SplitError: `bad-total` (not a safe whole number), `no-shares`, `bad-weight`, `no-weight`, judged in this order.
 */
export function splitAmount(totalMinor: number, weights: readonly (number | string)[]): number[] {
  if (!Number.isSafeInteger(totalMinor)) throw new SplitError('bad-total')
  if (weights.length === 0) throw new SplitError('no-shares')
  const exact = weights.map(exactWeight)
  const sum = exact.reduce((before, weight) => before + weight, 0n)
  if (sum === 0n) throw new SplitError('no-weight')

  const total = BigInt(Math.abs(totalMinor))
  const shares = exact.map((weight, at): Share => {
    const quota = total * weight
    return { at, part: quota / sum, remainder: quota % sum }
  })
  giveRest(shares, total)

  return shares.map(({ part }) => (totalMinor < 0 && part !== 0n ? -Number(part) : Number(part)))
}

function exactWeight(weight: number | string): bigint {
  const scaled = typeof weight === 'string' ? scaledWeight(weight) : wholeWeight(weight)
  if (scaled === undefined || scaled < 0n) throw new SplitError('bad-weight')
  return scaled
}

function scaledWeight(weight: string): bigint | undefined {
  try {
    return toScaled(weight, WEIGHT_SCALE)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function wholeWeight(weight: number): bigint | undefined {
  return Number.isSafeInteger(weight) ? BigInt(weight) * 10n ** BigInt(WEIGHT_SCALE) : undefined
}

/** Array.sort is stable, so equal remainders stay in the order of their positions. */
function giveRest(shares: readonly Share[], total: bigint): void {
  const rest = Number(total - shares.reduce((before, { part }) => before + part, 0n))
  const byRemainder = [...shares].sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0))
  for (const share of byRemainder.slice(0, rest)) share.part += 1n
}
