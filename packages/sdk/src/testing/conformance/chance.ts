/** Numbers that look random and are the same every time (mulberry32), so that a world that fails can be looked at again. */
export interface Chance {
  below(limit: number): number
  one<T>(of: readonly T[]): T
  some<T>(of: readonly T[]): T[]
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)

  return {
    below,
    one<T>(of: readonly T[]): T {
      const chosen = of[below(of.length)]
      if (chosen === undefined) throw new Error('there is nothing to choose from')
      return chosen
    },
    some: (of) => of.filter(() => next() < 0.4),
  }
}
