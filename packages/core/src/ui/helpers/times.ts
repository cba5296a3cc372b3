import { daysBetween } from '../../time/day.js'
import { formatDay, formatInstant } from '../../time/format-day.js'
import { localDateTime } from '../../time/instant.js'
import type { Env } from '../env.js'
import { DASH, isBlank, type Helper } from './helper.js'

const NO_BREAK = '\u00a0'
const MONTHS = {
  pl: ['sty', 'lut', 'mar', 'kwi', 'maj', 'cze', 'lip', 'sie', 'wrz', 'paź', 'lis', 'gru'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
}

/**
 * Each takes a day (`2026-11-05`) or an instant (UTC), shown in the company's zone: `date` „05.11.2026”, `time` „09:00”,
 * `instant` both, `short` „5 lis” (with the year when it is another one), `moment` „5 lis, 09:00”, `rel` „dziś 09:00”,
 * „wczoraj”, „za 3 dni”, and past eight days as `short`; `weekday` „czwartek, 5 listopada”. `past` says whether an instant is
 * over, nothing for none.
 */
export const times: Readonly<Record<string, Helper>> = {
  past: ({ args: [value], env }) => !isBlank(value) && String(value) < env.now(),
  date: shown((value, env) => formatDay(local(value, env).day, env.locale)),
  time: shown((value, env) => local(value, env).time),
  instant: shown((value, env) =>
    isDay(value) ? formatDay(value, env.locale) : formatInstant(value, env.zone, env.locale),
  ),
  short: shown(short),
  moment: shown((value, env) => [short(value, env), local(value, env).time].filter(Boolean).join(`,${NO_BREAK}`)),
  rel: shown(relative),
  weekday: shown((value, env) => {
    const { day } = local(value, env)
    return new Intl.DateTimeFormat(env.locale === 'pl' ? 'pl' : 'en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(`${day}T12:00:00Z`))
  }),
}

function shown(show: (value: string, env: Env) => string): Helper {
  return ({ args: [value], env }) => (isBlank(value) ? DASH : show(String(value), env))
}

function isDay(value: string): boolean {
  return value.length === 10
}

/** Day and wall-clock time of a value in the company's zone; a day has no time. */
function local(value: string, env: Env): { day: string; time: string } {
  if (isDay(value)) return { day: value, time: '' }
  const [day = '', time = ''] = localDateTime(value, env.zone).split('T')
  return { day, time }
}

function short(value: string, env: Env): string {
  const [year = '', month = '', ofMonth = ''] = local(value, env).day.split('-')
  const parts = [String(Number(ofMonth)), MONTHS[env.locale][Number(month) - 1]]
  if (year !== localDateTime(env.now(), env.zone).slice(0, 4)) parts.push(year)
  return parts.join(NO_BREAK)
}

function relative(value: string, env: Env): string {
  const { day, time } = local(value, env)
  const days = daysBetween(localDateTime(env.now(), env.zone).slice(0, 10), day)
  if (Math.abs(days) > 8) return short(value, env)
  const words = new Intl.RelativeTimeFormat(env.locale, { numeric: 'auto' }).format(days, 'day')
  const said = env.locale === 'pl' && days === 0 ? 'dziś' : words
  return days === 0 && time ? `${said}${NO_BREAK}${time}` : said.replaceAll(' ', NO_BREAK)
}
