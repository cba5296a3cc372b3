import { cardsOf } from '../cases/cards.js'
import { stages } from '../contractors/options.js'
import type { Ctx } from '../ctx.js'
import { localDateTime, localDay } from '../time/instant.js'
import { homeRows } from './home-rows.js'

const EVENING = '18:00'

/** What the first page says: the day, four figures, today, my open events and cases, contractors by stage. */
export async function homeData(ctx: Ctx) {
  const rows = await homeRows(ctx)
  const { events, cases } = await cardsOf(ctx, { events: [...rows.today, ...rows.mine], cases: rows.cases })
  const today = countOf(rows.todays)
  const counts = stageCounts(ctx, rows)

  return {
    heading: greeting(ctx),
    sub: [dayInWords(ctx), ctx.t('core.home.events-today', { count: today })].join(' · '),
    tiles: tilesOf(ctx, rows),
    today: events.slice(0, rows.today.length).map((card) => ({ ...card, today: true })),
    mine: events
      .slice(rows.today.length)
      .map((card) => ({ ...card, today: localDay(card.at, ctx.zone) === ctx.today() })),
    cases,
    stages: counts,
    mostInStage: Math.max(1, ...counts.map(({ count }) => count)),
  }
}

type HomeRows = Awaited<ReturnType<typeof homeRows>>

function countOf(counted: readonly { readonly n: number }[]): number {
  return counted.reduce((sum, { n }) => sum + Number(n), 0)
}

function greeting(ctx: Ctx): string {
  const [, time = ''] = localDateTime(ctx.now(), ctx.zone).split('T')
  const [name = ''] = (ctx.operator?.name ?? '').split(' ')
  return ctx.t(time < EVENING ? 'core.home.morning' : 'core.home.evening', { name })
}

function dayInWords(ctx: Ctx): string {
  const form = new Intl.DateTimeFormat(ctx.locale === 'pl' ? 'pl' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  return form.format(new Date(`${ctx.today()}T12:00:00Z`))
}

function tilesOf(ctx: Ctx, rows: HomeRows) {
  const newCases = countOf(rows.fresh)
  const own = rows.contractors.reduce((sum, each) => sum + Number(each.own), 0)
  const tile = (key: string, icon: string, href: string, figure: number, more: object = {}) => ({
    label: ctx.t(`core.home.tile.${key}`),
    icon,
    figure: String(figure),
    unit: '',
    sub: '',
    good: '',
    wrong: '',
    href,
    ...more,
  })

  return [
    tile('overdue', 'alert-triangle', '/events?view=overdue', countOf(rows.overdue), { sub: ctx.t('core.home.mine') }),
    tile('today', 'calendar', '/events?view=mine', countOf(rows.todays)),
    tile('cases', 'briefcase', '/cases', countOf(rows.open), {
      good: newCases > 0 ? ctx.t('core.home.tile.cases-new', { count: newCases }) : '',
      sub: newCases > 0 ? ctx.t('core.home.tile.this-week') : '',
    }),
    tile('contractors', 'address-book', '/contractors', countOf(rows.contractors), {
      sub: ctx.t('core.home.tile.mine', { count: own }),
    }),
  ]
}

function stageCounts(ctx: Ctx, { contractors }: HomeRows) {
  const counts = new Map(contractors.map(({ stage, n }) => [stage, Number(n)]))

  return stages.map(({ key, label, hue }) => ({
    label: ctx.t(label),
    hue: hue ?? 'slate',
    count: counts.get(key) ?? 0,
  }))
}
