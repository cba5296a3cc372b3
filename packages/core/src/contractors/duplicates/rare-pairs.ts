import { letterPairs } from './reduced-name.js'

/** Signs of Polish names from frequent to rare; what is not among them is rarer still. */
const FREQUENT = ' aieoznrwsctpkldmuyjgbhf'

/**
 * The pairs a name is looked for by: the rarest of its own, a third of them and one. Two names that share enough pairs for a
 * Dice of 0.80 share two thirds of either's, hence one of these at least, as long as both choose by the same order.
 */
export function rarePairs(reduced: string): readonly string[] {
  const all = letterPairs(reduced).map((pair) => ({ pair, rarity: rarity(pair) }))
  const chosen = all.length - Math.ceil((2 * all.length) / 3) + 1
  all.sort((a, b) => b.rarity - a.rarity || (a.pair < b.pair ? -1 : a.pair > b.pair ? 1 : 0))

  return [...new Set(all.slice(0, chosen).map(({ pair }) => pair))]
}

/** Shortest and longest name (in pairs) that may be alike enough. */
export function alikeLengths(pairs: number): readonly [number, number] {
  return [Math.ceil((2 * pairs) / 3), Math.floor((3 * pairs) / 2)]
}

function rarity(pair: string): number {
  return [...pair].reduce((sum, sign) => sum + rank(sign), 0)
}

function rank(sign: string): number {
  const at = FREQUENT.indexOf(sign)
  return at < 0 ? FREQUENT.length : at
}
