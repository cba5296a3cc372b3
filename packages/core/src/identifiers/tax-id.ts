import type { Parsed } from '../text/parsed.js'
import { weighedSum, withoutGaps } from './check-sum.js'

const NIP = /^[1-9](?:\d[1-9]|[1-9]\d)\d{7}$/
const WEIGHTS = [6, 5, 7, 2, 3, 4, 5, 6, 7]
const FOREIGN = /^[A-Z0-9]{2,20}$/

/**
 * A tax number in its stored form: for PL the ten digits of a NIP with a right check digit („PL”, spaces and hyphens
 * dropped), for another country any 2–20 letters and digits. Else `core.bad-tax-id`. Says nothing about whether such a
 * taxpayer exists.
 */
export function parseTaxId(text: string, country = 'PL'): Parsed {
  const bare = withoutGaps(text)
  const value = country === 'PL' ? bare.replace(/^PL/, '') : bare
  const right = country === 'PL' ? isNip(value) : FOREIGN.test(value)
  return right ? { value } : { error: 'core.bad-tax-id' }
}

/** How a stored tax number is shown: 999-000-03-62; those of other countries as they are. */
export function formatTaxId(value: string, country = 'PL'): string {
  if (country !== 'PL' || value.length !== 10) return value
  return [value.slice(0, 3), value.slice(3, 6), value.slice(6, 8), value.slice(8)].join('-')
}

/** A remainder of 10 never equals a digit, so such a number is never right. */
function isNip(value: string): boolean {
  return NIP.test(value) && weighedSum(value, WEIGHTS) % 11 === Number(value[9])
}
