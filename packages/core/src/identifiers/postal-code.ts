import type { Parsed } from '../text/parsed.js'

const FOREIGN = /^[A-Z0-9][A-Z0-9 -]{1,11}$/

/**
 * A postal code: NN-NNN for PL („30001” and „30 001” too), for another country 2–12 letters, digits, spaces and
 * hyphens in capitals. Else `core.bad-postal-code`.
 */
export function parsePostalCode(text: string, country = 'PL'): Parsed {
  const typed = text.trim().toUpperCase()
  if (country !== 'PL') return FOREIGN.test(typed) ? { value: typed } : { error: 'core.bad-postal-code' }
  const [, area, place] = /^(\d{2})[\s\-–]?(\d{3})$/.exec(typed) ?? []

  return area === undefined ? { error: 'core.bad-postal-code' } : { value: `${area}-${place}` }
}
