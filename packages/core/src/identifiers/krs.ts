import type { Parsed } from '../text/parsed.js'
import { withoutGaps } from './check-sum.js'

/** A number of the court register: ten digits, zeros in front included, not all zeros. Else `core.bad-krs`. */
export function parseKrs(text: string): Parsed {
  const value = withoutGaps(text)
  return /^\d{10}$/.test(value) && value !== '0000000000' ? { value } : { error: 'core.bad-krs' }
}
