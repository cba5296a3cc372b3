import type { Ctx } from '../ctx.js'
import { addDays, isRealDay } from '../time/day.js'
import { formatDay } from '../time/format-day.js'

/** The local day a filter names: one of the calendar, or one counted from today (`today`, `today-30`, `today+7`). */
export function dayNamed(ctx: Ctx, raw: string): string | undefined {
  if (isRealDay(raw)) return raw
  const days = daysFromToday(raw)
  return days === undefined ? undefined : addDays(ctx.today(), days)
}

/** How people say a value of a filter of days or instants: „wczoraj”, „za 7 dni”, „teraz”, „05.11.2026”. */
export function sayMoment(ctx: Ctx, raw: string): string {
  if (raw === 'now') return ctx.t('core.filter.now')
  if (isRealDay(raw)) return formatDay(raw, ctx.locale)
  const days = daysFromToday(raw)
  if (days === undefined) return raw
  if (Math.abs(days) <= 1)
    return ctx.t(days === 0 ? 'core.filter.today' : `core.filter.${days < 0 ? 'yesterday' : 'tomorrow'}`)
  return ctx.t(days < 0 ? 'core.filter.days-ago' : 'core.filter.in-days', { count: Math.abs(days) })
}

function daysFromToday(raw: string): number | undefined {
  const [whole, sign, days = '0'] = /^today(?:([+-])(\d{1,5}))?$/.exec(raw) ?? []
  return whole === undefined ? undefined : Number(days) * (sign === '-' ? -1 : 1)
}
