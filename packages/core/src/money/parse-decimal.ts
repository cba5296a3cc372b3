import type { Parsed } from '../text/parsed.js'
import { canonicalDecimal } from './decimal.js'
import { readNumber } from './read-number.js'

const LONGEST = 60

/**
 * A number as people type it, as a canonical decimal string ("1 234,50" → "1234.5"). `core.bad-number` when it is none,
 * has more than `places` places as typed, or more than `digits` digits before them.
 */
export function parseDecimal(text: string, places: number, digits = 12): Parsed {
  const read = text.length <= LONGEST ? readNumber(text) : undefined
  if (read === undefined || read.places.length > places || read.whole.length > digits)
    return { error: 'core.bad-number' }

  const decimal = read.places === '' ? read.whole : `${read.whole}.${read.places}`
  return { value: canonicalDecimal(read.negative ? `-${decimal}` : decimal) }
}
