const LARGEST = 10n ** 18n

/** The thousands of a whole number, highest first, zeros left out: 1 000 020 → [[1, 2], [20, 0]] (size, power). */
export function numberGroups(whole: bigint): [size: number, power: number][] {
  if (whole >= LARGEST) throw new RangeError(`too large to be said: ${whole}`)
  const groups: [number, number][] = []
  for (let rest = whole, power = 0; rest > 0n; rest /= 1000n, power += 1) {
    if (rest % 1000n > 0n) groups.unshift([Number(rest % 1000n), power])
  }
  return groups
}
