import type { Ctx } from '../../ctx.js'
import { weekday } from '../../time/day.js'
import { formatDay } from '../../time/format-day.js'
import { nthOfMonth, type RepeatRule } from './repeat-rule.js'

/** A rule in the reader's words: „co 2 tygodnie: pn, śr, do 31.12.2026”. */
export function repeatText(ctx: Ctx, rule: RepeatRule, first: string): string {
  const { unit, every, until, times, off } = rule
  const often = ctx.t(`core.repeat.text.${unit}`, { count: every })
  const parts = [
    unit === 'day'
      ? often
      : `${often}: ${unit === 'week' ? daysOfWeek(ctx, rule, first) : dayOfMonth(ctx, rule, first)}`,
    ...(until === null ? [] : [ctx.t('core.repeat.text.until', { day: formatDay(until, ctx.locale) })]),
    ...(times === null ? [] : [ctx.t('core.repeat.text.times', { count: times })]),
    ...(off === 'keep' ? [] : [ctx.t(`core.repeat.text.off.${off}`)]),
  ]
  return parts.join(', ')
}

function daysOfWeek(ctx: Ctx, { weekdays }: RepeatRule, first: string): string {
  const days = weekdays.length === 0 ? [weekday(first)] : [...weekdays].sort((a, b) => a - b)
  return days.map((day) => ctx.t(`core.repeat.short.${day}`)).join(', ')
}

function dayOfMonth(ctx: Ctx, { monthBy, monthDay }: RepeatRule, first: string): string {
  if (monthBy === 'day') return ctx.t('core.repeat.text.month-day', { day: monthDay ?? Number(first.slice(8)) })
  const nth = monthBy === 'weekday' ? nthOfMonth(first) : 5
  const name = ctx.t(`core.repeat.${nth === 5 ? 'last' : 'weekday'}.${weekday(first)}`)
  return nth === 5 ? name : ctx.t('core.repeat.text.month-weekday', { nth, name: name.toLowerCase() })
}
