import { sharedPairs } from './reduced-name.js'

/** What contractors are compared by; all of it in its stored form. */
export interface Traits {
  readonly taxId: string | null
  /** `reducedName` of the name in lists. */
  readonly name: string
  readonly ibans: readonly string[]
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly postalCodes: readonly string[]
}

export type Reason = 'taxId' | 'iban' | 'email' | 'phone' | 'name' | 'postalCode'

export interface Likeness {
  /** 0–100; 0 when nothing is alike. */
  readonly score: number
  /** What is alike, what counts most first. */
  readonly reasons: readonly Reason[]
}

/** From here on two contractors are shown as possibly one. */
export const SHOWN_FROM = 60
/** From here on a save is refused until somebody says that they are two. */
export const REFUSED_FROM = 80

/**
 * How alike two contractors are (spec-core §4): the best of the same NIP 100, account 80, e-mail 70, phone 60, and 80 × Dice
 * of the letter pairs of their reduced names from 0.80 on; 10 more when a postal code is the same too; at most 100, rounded
 * half up.
 */
export function likenessOf(one: Traits, other: Traits): Likeness {
  const found: { readonly reason: Reason; readonly points: number }[] = []
  const note = (reason: Reason, points: number) => points > 0 && found.push({ reason, points })
  note('taxId', one.taxId !== null && one.taxId === other.taxId ? 100 : 0)
  note('iban', meet(one.ibans, other.ibans) ? 80 : 0)
  note('name', namePoints(one.name, other.name))
  note('email', meet(lower(one.emails), lower(other.emails)) ? 70 : 0)
  note('phone', meet(one.phones, other.phones) ? 60 : 0)
  if (found.length === 0) return { score: 0, reasons: [] }

  found.sort((a, b) => b.points - a.points)
  const samePlace = meet(one.postalCodes, other.postalCodes)
  const best = found[0]?.points ?? 0
  const reasons = found.map(({ reason }) => reason)
  return {
    score: Math.min(100, best + (samePlace ? 10 : 0)),
    reasons: samePlace ? [...reasons, 'postalCode'] : reasons,
  }
}

/** What two reduced names alone come to. Whole numbers only: 80 × 2s/n, halves up, from 2s/n = 8/10 on. */
export function namePoints(one: string, other: string): number {
  if (one === '' || other === '') return 0
  if (one === other) return 80
  const { shared, all } = sharedPairs(one, other)
  if (all === 0 || 20 * shared < 8 * all) return 0
  return Math.floor((320 * shared + all) / (2 * all))
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((each) => others.includes(each))
}

function lower(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.toLowerCase())
}
