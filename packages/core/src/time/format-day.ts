import { localDateTime } from './instant.js'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const NO_BREAK = '\u00a0'

/** A day `YYYY-MM-DD` as it is shown: „05.11.2026”, English "5 Nov 2026" (spaces do not break). */
export function formatDay(day: string, locale: 'pl' | 'en'): string {
  const [year = '', month = '', ofMonth = ''] = day.split('-')
  if (locale === 'pl') return `${ofMonth}.${month}.${year}`
  return [Number(ofMonth), MONTHS[Number(month) - 1], year].join(NO_BREAK)
}

/** An instant as it is shown in a zone: „05.11.2026 09:00”, English "5 Nov 2026, 09:00". */
export function formatInstant(instant: string, zone: string, locale: 'pl' | 'en'): string {
  const [day = '', time = ''] = localDateTime(instant, zone).split('T')
  return formatDay(day, locale) + (locale === 'pl' ? NO_BREAK : `,${NO_BREAK}`) + time
}
