import { canonicalDecimal, minorToDecimal } from './decimal.js'

export type Locale = 'pl' | 'en'

const NO_BREAK = '\u00a0'
const MARKS = { pl: { group: NO_BREAK, point: ',' }, en: { group: ',', point: '.' } } as const

/**
 * An amount of grosze as it is shown, always grouped, spaces never breaking: „1 234,56 zł”, „1 234,56 EUR”;
 * English "PLN 1,234.56". Throws RangeError when it is not a safe whole number.
 */
export function formatAmount(minor: number, currency: string, locale: Locale): string {
  const figure = formatFigure(minor, locale)
  if (locale === 'en') return `${currency}${NO_BREAK}${figure}`
  return `${figure}${NO_BREAK}${currency === 'PLN' ? 'zł' : currency}`
}

/** The same without the currency, for columns whose head names it: „1 234,56”. */
export function formatFigure(minor: number, locale: Locale): string {
  return grouped(minorToDecimal(minor), locale)
}

/** A decimal string as it is shown, with at least `minPlaces` places: ("1234.5", 'pl', 2) → „1 234,50”. */
export function formatDecimal(decimal: string, locale: Locale, minPlaces = 0): string {
  const [whole = '', places = ''] = canonicalDecimal(decimal).split('.')
  const padded = places.padEnd(minPlaces, '0')
  return grouped(padded === '' ? whole : `${whole}.${padded}`, locale)
}

function grouped(decimal: string, locale: Locale): string {
  const { group, point } = MARKS[locale]
  const [whole = '', places] = decimal.split('.')
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  return places === undefined ? groups : groups + point + places
}
