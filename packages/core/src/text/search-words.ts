import { fold } from './fold.js'

/** Signs of an indexed word; what is longer is cut, so that one pasted block cannot fill the index. */
export const LONGEST_WORD = 100

/** Signs of an indexed part; a longer fragment is looked for by its first signs and then checked on the text. */
export const LONGEST_PART = 40

/** Signs and words of a query that are looked at (spec: ≤ 100 signs, ≤ 8 words of ≥ 2 signs). */
export const LONGEST_QUERY = 100
export const MOST_QUERY_WORDS = 8

const SHORTEST = 2
const NUMBER_QUERY = /^[\d\s+()-]+$/

/** The different words of a text as they are indexed: folded, each at most `LONGEST_WORD` signs, in order. */
export function searchWords(text: string): string[] {
  const words = fold(text)
    .split(' ')
    .filter((word) => word !== '')
  return [...new Set(words.map((word) => cut(word, LONGEST_WORD)))]
}

/**
 * Every ending of a word of at least two signs, the word itself first, each cut to `LONGEST_PART`: a fragment of the
 * word is then a beginning of one of them. "hotel" → hotel, otel, tel, el.
 */
export function wordEndings(word: string): string[] {
  const signs = [...word]
  const endings: string[] = []
  for (let from = 0; from <= signs.length - SHORTEST; from += 1) {
    endings.push(signs.slice(from, from + LONGEST_PART).join(''))
  }
  return [...new Set(endings)]
}

/**
 * The fragments to look for. Words of one sign are passed over; none left means the query finds nothing. Five digits or
 * more with nothing but spaces, `+ - ( )` between them are one number, so „999-000-03” finds 9990000362.
 */
export function queryWords(query: string): string[] {
  const asked = cut(query.trim(), LONGEST_QUERY)
  if (NUMBER_QUERY.test(asked)) {
    const digits = asked.replace(/\D/g, '')
    if (digits.length >= 5) return [digits]
  }

  return wordsWithin(asked)
}

/** Those words of a fragment that are worth looking for: a text that has the fragment has a word with each of them. */
export function wordsWithin(fragment: string): string[] {
  return searchWords(fragment)
    .filter((word) => [...word].length >= SHORTEST)
    .slice(0, MOST_QUERY_WORDS)
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return [...text].slice(0, most).join('')
}
