import { Refusal } from '../plugin/refusal.js'

/** Five digits of the key. */
const MOST = 99_999
/** Between neighbours of a new set, so that a value finds a place between any two of them. */
const GAP = 16

export interface Numbered {
  readonly id: number
  readonly ordinal: number
}

/** Numbers of a set that is made anew. */
export const firstOrdinals = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => (at + 1) * GAP)

/**
 * New numbers for the items that must have one, so that all rise in the order given. Most moves touch the moved item only;
 * without room between its neighbours all are numbered anew. No number is given that some records still keep (`taken`), so
 * that a number means one item at every moment of the rewriting. 409 `core.attribute-reordering` when none is left.
 */
export function newOrdinals(order: readonly Numbered[], taken: ReadonlySet<number>): ReadonlyMap<number, number> {
  const used = new Set([...taken, ...order.map(({ ordinal }) => ordinal)])
  return between(order, used) ?? spread(order, used)
}

/** Keeps the longest run that rises already, and puts the others between. Null when there is no room. */
function between(order: readonly Numbered[], used: ReadonlySet<number>): ReadonlyMap<number, number> | null {
  const kept = longestRise(order.map(({ ordinal }) => ordinal))
  const given = new Map<number, number>()
  const taken = new Set(used)
  let low = 0
  for (let at = 0; at < order.length;) {
    if (kept.has(at)) {
      low = order[at]?.ordinal ?? low
      at += 1
      continue
    }
    let end = at
    while (end < order.length && !kept.has(end)) end += 1
    const high = order[end]?.ordinal ?? Math.min(MOST + 1, low + (end - at + 1) * GAP)
    const numbers = freeBetween(low, high, end - at, taken)
    if (!numbers) return null
    for (const [step, number] of numbers.entries()) {
      given.set(order[at + step]?.id ?? 0, number)
      taken.add(number)
    }
    at = end
  }
  return given
}

function freeBetween(low: number, high: number, count: number, taken: ReadonlySet<number>): readonly number[] | null {
  const free: number[] = []
  for (let number = low + 1; number < high; number += 1) if (!taken.has(number)) free.push(number)
  if (free.length < count) return null
  return Array.from({ length: count }, (_, at) => free[Math.floor(((at + 1) * free.length) / (count + 1))] ?? 0)
}

function spread(order: readonly Numbered[], used: ReadonlySet<number>): ReadonlyMap<number, number> {
  const step = Math.max(1, Math.floor(MOST / (order.length + 1)))
  const given = new Map<number, number>()
  let last = 0
  for (const [at, { id }] of order.entries()) {
    let number = Math.max(last + 1, (at + 1) * step - step + 1)
    while (used.has(number)) number += 1
    if (number > MOST) throw new Refusal('core.attribute-reordering', { status: 409 })
    given.set(id, number)
    last = number
  }
  return given
}

/** Places of a longest run of numbers that rises, in one pass over the numbers and a binary search for each. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const before: number[] = []
  for (const [at, number] of numbers.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] ?? -1)
    ends[low] = at
  }
  const kept = new Set<number>()
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(at)
  return kept
}
