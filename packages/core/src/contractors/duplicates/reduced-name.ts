import { fold } from '../../text/fold.js'

/** Legal forms as `fold` leaves them, longer ones first: what two names of one firm differ in most. */
const FORMS = [
  'przedsiebiorstwo produkcyjno handlowo uslugowe',
  'przedsiebiorstwo handlowo uslugowe',
  'spolka z ograniczona odpowiedzialnoscia',
  'firma handlowo uslugowa',
  'spolka komandytowo akcyjna',
  'spolka komandytowa',
  'spolka akcyjna',
  'spolka cywilna',
  'spolka jawna',
  'spolka z o o',
  'sp z o o',
  'sp z oo',
  'sp zoo',
  'spzoo',
  'p p h u',
  'p h u',
  'f h u',
  's k a',
  'pphu',
  'sp j',
  'sp k',
  'phu',
  'fhu',
  'ska',
  's a',
  's c',
  'sa',
  'sc',
] as const

const FORM = new RegExp(` (?:${FORMS.join('|')})(?= )`, 'g')

/**
 * A name as names are compared (spec-core §4): folded, without legal forms. „HOTEL IMPERIAL Sp. z o.o.” → "hotel
 * imperial". A name that is nothing but legal forms stays as it is folded.
 */
export function reducedName(name: string): string {
  const folded = fold(name)
  const reduced = ` ${folded} `.replace(FORM, '').trim()
  return reduced === '' ? folded : reduced
}

/** Every two neighbouring signs of a reduced name, the space between words among them. */
export function letterPairs(reduced: string): readonly string[] {
  const signs = [...reduced]
  return signs.slice(1).map((sign, at) => `${signs[at] ?? ''}${sign}`)
}

/** How many pairs two names share, each as often as both have it, and how many there are in both together. */
export function sharedPairs(one: string, other: string): { readonly shared: number; readonly all: number } {
  const pairs = letterPairs(one)
  const theirs = letterPairs(other)
  const left = new Map<string, number>()
  for (const pair of theirs) left.set(pair, (left.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of pairs) {
    const n = left.get(pair) ?? 0
    if (n === 0) continue
    left.set(pair, n - 1)
    shared += 1
  }
  return { shared, all: pairs.length + theirs.length }
}
