import type { Parsed } from '../text/parsed.js'
import { readNumber } from './read-number.js'

const LONGEST = 40

/**
 * An amount as people type it, in grosze (the smallest unit of `currency`, always two places): „1 234,56 zł”,
 * „1.234,56”, "PLN 1,234.56", "1234.5". The currency may stand before or after, and must be the one asked for.
 * `core.bad-amount` for more than two places ("12,345"), another currency, no number, or beyond the safe whole numbers.
 */
export function parseAmount(text: string, currency = 'PLN'): Parsed<number> {
  const bad = { error: 'core.bad-amount' }
  if (text.length > LONGEST) return bad
  const read = readNumber(withoutCurrency(text.trim(), currency))
  if (read === undefined || read.places.length > 2) return bad

  const minor = Number(read.whole + read.places.padEnd(2, '0'))
  if (!Number.isSafeInteger(minor)) return bad
  return { value: read.negative && minor !== 0 ? -minor : minor }
}

function withoutCurrency(text: string, currency: string): string {
  const upper = text.toUpperCase()
  for (const name of currency === 'PLN' ? ['PLN', 'ZŁ'] : [currency.toUpperCase()]) {
    if (upper.endsWith(name)) return text.slice(0, text.length - name.length)
    if (upper.startsWith(name)) return text.slice(name.length)
  }
  return text
}
