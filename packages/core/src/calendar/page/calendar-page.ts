import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { may } from '../../permissions.js'
import { weekday } from '../../time/day.js'
import { polishHolidays } from '../../time/polish-holidays.js'
import { hoursOf } from '../working-time.js'
import { type CalendarData, type CalendarDay } from './calendar-data.js'
import { columnOf, hoursShown } from './day-view.js'
import { VIEWS, turned, type CalendarView } from './range.js'

const VIEW_KEYS = { day: 'd', week: 'w', month: 'm' } as const
const SATURDAY = 6

/** The page of a calendar: a grid of hours for a day or a week, squares for a month; on a phone a list of days. */
export async function showCalendar(
  ctx: Ctx,
  reply: FastifyReply,
  data: CalendarData,
  answer: object,
): Promise<unknown> {
  const { view, on, chosen } = data
  const [only] = chosen
  const performer = chosen.length === 1 && only && only.id !== ctx.operator?.id ? `&performer=${only.id}` : ''
  const work = await hoursOf(ctx, chosen.length === 1 ? (only?.id ?? null) : null)
  const hours = hoursShown(work, view === 'month' ? [] : data.days.flatMap(({ entries }) => entries))
  const mayPlan = ctx.can(may.editEvents)

  return reply.page('core/calendar', answer, {
    title: ctx.t('core.calendar'),
    crumbs: [{ label: ctx.t('core.calendar') }],
    extras: () => ({
      view,
      on,
      isMonth: view === 'month',
      heading: headingOf(ctx, view, data.days, on),
      here: addressOf(data, {}),
      views: VIEWS.map((key) => ({
        label: ctx.t(`core.calendar.${key}`),
        href: addressOf(data, { view: key }),
        key: VIEW_KEYS[key],
        current: key === view,
      })),
      back: addressOf(data, { on: turned(view, on, -1) }),
      forth: addressOf(data, { on: turned(view, on, 1) }),
      today: addressOf(data, { on: ctx.today() }),
      people: data.known.map(({ id, name }) => ({ id, name, chosen: chosen.some((one) => one.id === id) })),
      several: chosen.length > 1,
      chosen,
      mayPlan,
      fresh: `/events/new?day=${data.days.some(({ day }) => day === ctx.today()) ? ctx.today() : on}${performer}`,
      hours: Array.from(
        { length: hours.to - hours.from },
        (_each, at) => `${String(hours.from + at).padStart(2, '0')}:00`,
      ),
      span: `sh${hours.to - hours.from}`,
      from: hours.from,
      days: data.days.map((day) => {
        const newAt = `/events/new?day=${day.day}${performer}`
        return { ...dayOf(ctx, data, day), newAt, ...columnOf(ctx, day.day, day.entries, { hours, work, newAt }) }
      }),
    }),
  })
}

function dayOf(ctx: Ctx, data: CalendarData, { day, working, name, count, entries }: CalendarDay) {
  const holiday = polishHolidays(Number(day.slice(0, 4))).includes(day)
  return {
    day,
    dayName: new Intl.DateTimeFormat(ctx.locale, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(day)),
    number: String(Number(day.slice(8))),
    href: addressOf(data, { view: 'day', on: day }),
    today: day === ctx.today(),
    outside: data.view === 'month' && day.slice(0, 7) !== data.on.slice(0, 7),
    off: !working,
    name: name ?? (holiday && weekday(day) < SATURDAY ? ctx.t('core.calendar.holiday') : null),
    entries,
    more: count - entries.length,
  }
}

/** „listopad 2026”, „2–8 listopada 2026”, „czwartek, 5 listopada 2026”. */
function headingOf(ctx: Ctx, view: CalendarView, days: readonly CalendarDay[], on: string): string {
  const locale = ctx.locale === 'pl' ? 'pl' : 'en-GB'
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(Date.parse(on))
  const whole = { day: 'numeric', month: 'long', year: 'numeric' } as const
  if (view === 'day') return format({ ...whole, weekday: 'long' }).format(Date.parse(on))
  const [first, last] = [days[0], days.at(-1)].map((each) => Date.parse(each?.day ?? on))
  return format(whole).formatRange(first ?? 0, last ?? 0)
}

function addressOf(
  { view, on, operators }: Pick<CalendarData, 'view' | 'on' | 'operators'>,
  change: { readonly view?: CalendarView; readonly on?: string },
): string {
  const query = new URLSearchParams({ view: change.view ?? view, on: change.on ?? on })
  for (const id of operators) query.append('operator', String(id))
  return `/calendar?${query.toString()}`
}
