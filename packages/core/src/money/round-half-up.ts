/**
 * The quotient as a whole number, a half going away from zero: 5/2 → 3, −5/2 → −3. The one rounding of money.
 * Throws RangeError when the denominator is zero.
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n
  const top = numerator < 0n ? -numerator : numerator
  const bottom = denominator < 0n ? -denominator : denominator
  const rounded = (2n * top + bottom) / (2n * bottom)

  return negative ? -rounded : rounded
}
