import { formatAmount, formatDecimal, formatFigure } from '../../money/format-amount.js'
import type { Locale } from '../locales.js'
import { DASH, isBlank, textOf, type Helper } from './helper.js'

const NO_BREAK = '\u00a0'

/**
 * `money` (minor units, currency PLN unless given second), `figure` (the same without the currency), `number` (decimal
 * text; `places=` at least so many), `quantity` (decimal and unit), `percent`, `duration` (minutes), `filesize` (bytes).
 * An absent value is a dash. Spaces inside never break.
 */
export const figures: Readonly<Record<string, Helper>> = {
  money: ({ args: [minor, currency], env }) =>
    isBlank(minor) ? DASH : formatAmount(Number(minor), isBlank(currency) ? 'PLN' : String(currency), env.locale),
  figure: ({ args: [minor], env }) => (isBlank(minor) ? DASH : formatFigure(Number(minor), env.locale)),
  number: ({ args: [value], hash, env }) =>
    isBlank(value) ? DASH : formatDecimal(String(value), env.locale, Number(hash.places ?? 0)),
  quantity: ({ args: [value, unit], env }) =>
    isBlank(value) ? DASH : [formatDecimal(String(value), env.locale), textOf(unit)].filter(Boolean).join(NO_BREAK),
  percent: ({ args: [value], env }) => (isBlank(value) ? DASH : `${formatDecimal(String(value), env.locale)}%`),
  duration: ({ args: [minutes], env }) => (isBlank(minutes) ? DASH : durationText(Number(minutes), env.locale)),
  filesize: ({ args: [bytes], env }) => (isBlank(bytes) ? DASH : sizeText(Number(bytes), env.locale)),
}

/** „45 min”, „2 godz.”, „1 godz. 30 min”. */
export function durationText(minutes: number, locale: Locale): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = [
    hours > 0 ? `${hours}${NO_BREAK}${locale === 'pl' ? 'godz.' : 'h'}` : '',
    rest > 0 || hours === 0 ? `${rest}${NO_BREAK}min` : '',
  ]
  return parts.filter(Boolean).join(NO_BREAK)
}

/** „340 B”, „12 KB”, „1,2 MB”. */
export function sizeText(bytes: number, locale: Locale): string {
  const units = ['B', 'KB', 'MB', 'GB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  const figure = bytes / 1024 ** step
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: step > 1 && figure < 10 ? 1 : 0 }).format(figure)
  return `${shown}${NO_BREAK}${units[step]}`
}
