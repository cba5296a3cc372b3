const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * A decimal string ("-12.5") as a whole number of 10^-scale: toScaled('12.5', 2) → 1250n. Throws RangeError for a text
 * that is no decimal or has more places than the scale, trailing zeros not counted.
 */
export function toScaled(decimal: string, scale: number): bigint {
  const [, sign, whole, places = ''] = DECIMAL.exec(decimal) ?? []
  if (whole === undefined) throw new RangeError(`not a decimal: ${JSON.stringify(decimal)}`)
  const kept = places.length > scale ? places.replace(/0+$/, '') : places
  if (kept.length > scale) throw new RangeError(`more than ${scale} places: ${decimal}`)

  const value = BigInt(whole + kept.padEnd(scale, '0'))
  return sign === '-' ? -value : value
}

/** The decimal string of a whole number of 10^-scale with at least `minPlaces` places: fromScaled(1250n, 2) → "12.5". */
export function fromScaled(value: bigint, scale: number, minPlaces = 0): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const places = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(minPlaces, '0')

  return (value < 0n ? '-' : '') + whole + (places === '' ? '' : `.${places}`)
}

/** The canonical form of a decimal string: no zeros in front or at the end, no "-0". Throws RangeError as `toScaled`. */
export function canonicalDecimal(decimal: string): string {
  const scale = decimal.split('.')[1]?.length ?? 0
  return fromScaled(toScaled(decimal, scale), scale)
}

/** Grosze (or the smallest unit of another currency) as a decimal string with exactly two places: -5 → "-0.05". */
export function minorToDecimal(minor: number | bigint): string {
  if (typeof minor === 'number' && !Number.isSafeInteger(minor)) throw new RangeError(`not an amount: ${minor}`)
  return fromScaled(BigInt(minor), 2, 2)
}

/** A decimal string of at most two places as grosze. Throws RangeError otherwise, or beyond the safe whole numbers. */
export function decimalToMinor(decimal: string): number {
  const minor = Number(toScaled(decimal, 2))
  if (!Number.isSafeInteger(minor)) throw new RangeError(`too large an amount: ${decimal}`)
  return minor
}
