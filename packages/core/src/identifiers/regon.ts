import type { Parsed } from '../text/parsed.js'
import { weighedSum, withoutGaps } from './check-sum.js'

const SHORT = [8, 9, 2, 3, 4, 5, 6, 7]
const LONG = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]

/** A REGON of 9 digits, or of 14 whose first nine are right by themselves; not all zeros. Else `core.bad-regon`. */
export function parseRegon(text: string): Parsed {
  const value = withoutGaps(text)
  return isRegon(value) ? { value } : { error: 'core.bad-regon' }
}

/** How a stored REGON is shown: "123 456 785", the longer one with its last five digits apart. */
export function formatRegon(value: string): string {
  const groups = [value.slice(0, 3), value.slice(3, 6), value.slice(6, 9), value.slice(9)]
  return groups.filter((group) => group !== '').join('\u00a0')
}

function isRegon(value: string): boolean {
  if (!/^(?:\d{9}|\d{14})$/.test(value) || /^0{9}/.test(value)) return false
  return isRight(value.slice(0, 9), SHORT) && (value.length === 9 || isRight(value, LONG))
}

function isRight(value: string, weights: readonly number[]): boolean {
  return (weighedSum(value, weights) % 11) % 10 === Number(value[weights.length])
}
