const SPACES = /[\s\u00a0\u202f\u2009]+/g
const PLAIN = /^\d+$/
const GROUPED = /^\d{1,3}(?:([ .,])\d{3})(?:\1\d{3})*$/

export type ReadNumber = { negative: boolean; whole: string; places: string }

/**
 * Reads a number as people type it: „1 234,56”, „1.234,56”, „1,234.56”, „1234,56”, "-1234.56", any space as a grouping
 * space. With one kind of separator that occurs once it is the decimal one, so "12,345" is twelve and 345 thousandths,
 * and never twelve thousand. Undefined for anything else; groups must have three digits.
 */
export function readNumber(text: string): ReadNumber | undefined {
  const spaced = text.replace(SPACES, ' ').trim()
  const negative = /^[-−]/.test(spaced)
  const unsigned = negative ? spaced.slice(1).trimStart() : spaced

  const last = Math.max(unsigned.lastIndexOf(','), unsigned.lastIndexOf('.'))
  const isDecimal = last >= 0 && unsigned.indexOf(unsigned[last] ?? '') === last
  const whole = isDecimal ? unsigned.slice(0, last) : unsigned
  const places = isDecimal ? unsigned.slice(last + 1) : ''
  if (isDecimal && !PLAIN.test(places)) return undefined
  if (!PLAIN.test(whole) && !GROUPED.test(whole)) return undefined

  return { negative, whole: whole.replace(/\D/g, '').replace(/^0+(?=\d)/, ''), places }
}
