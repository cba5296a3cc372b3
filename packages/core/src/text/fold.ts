const ASCII = /^[\x20-\x7e]*$/
const MARKS = /\p{M}+/gu
const NOT_WORD = /[^\p{L}\p{N}]+/gu
const NOT_ASCII_WORD = /[^a-z0-9]+/g

/**
 * The form in which texts are found: lower case, ł as l, marks dropped, everything but letters and digits as single
 * spaces, no space at the ends. „Łódź, ul. Żółta 3” → "lodz ul zolta 3".
 */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (ASCII.test(lower)) return lower.replace(NOT_ASCII_WORD, ' ').trim()

  return lower.normalize('NFD').replace(MARKS, '').replaceAll('ł', 'l').replace(NOT_WORD, ' ').trim()
}
