import { addDays, endOfMonth, weekday } from '../../time/day.js'

export const VIEWS = ['day', 'week', 'month'] as const
export type CalendarView = (typeof VIEWS)[number]

/** The local days that a view of a day shows, in order; of a month its whole weeks, Monday first. */
export function daysOf(view: CalendarView, on: string): readonly string[] {
  if (view === 'day') return [on]
  const first = view === 'week' ? on : `${on.slice(0, 7)}-01`
  const last = view === 'week' ? on : endOfMonth(on)
  const days: string[] = []
  for (let day = monday(first); day <= addDays(monday(last), 6); day = addDays(day, 1)) days.push(day)
  return days
}

/** The day on which the view before or after stands. */
export function turned(view: CalendarView, on: string, step: -1 | 1): string {
  if (view === 'day') return addDays(on, step)
  if (view === 'week') return addDays(on, 7 * step)
  const first = `${on.slice(0, 7)}-01`
  return step < 0 ? `${addDays(first, -1).slice(0, 7)}-01` : addDays(endOfMonth(on), 1)
}

const monday = (day: string) => addDays(day, 1 - weekday(day))
