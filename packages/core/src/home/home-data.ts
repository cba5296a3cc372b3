import { cardsOf } from '../cases/cards.js'
import type { Ctx } from '../ctx.js'
import { localDateTime, localDay } from '../time/instant.js'
import { may } from '../permissions.js'
import { figureOf } from './figure.js'
import { homeRows } from './home-rows.js'
import { stageNames } from './stage-figures.js'

const EVENING = '18:00'

/** What the first page says: the day, four figures, today, my open events and cases, a place for contractors by stage. */
export async function homeData(ctx: Ctx) {
  const rows = await homeRows(ctx)
  const { events, cases } = await cardsOf(ctx, { events: [...rows.today, ...rows.mine], cases: rows.cases })

  return {
    live: `core.worklist:${ctx.operator?.id ?? 0}`,
    heading: greeting(ctx),
    sub: [dayInWords(ctx), figureOf(ctx, rows.todays).phrase('core.home.events-today')].join(' · '),
    tiles: tilesOf(ctx, rows),
    today: events.slice(0, rows.today.length).map((card) => ({ ...card, today: true })),
    mine: events
      .slice(rows.today.length)
      .map((card) => ({ ...card, today: localDay(card.at, ctx.zone) === ctx.today() })),
    cases,
    // Counted after the page, for those who may see any.
    stages: ctx.can(may.readContractors) ? stageNames(ctx) : [],
  }
}

type HomeRows = Awaited<ReturnType<typeof homeRows>>

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
  const fresh = figureOf(ctx, rows.fresh)
  const tile = (key: string, icon: string, href: string, counted: HomeRows['open'], more: object = {}) => ({
    label: ctx.t(`core.home.tile.${key}`),
    icon,
    figure: figureOf(ctx, counted).text,
    unit: '',
    sub: '',
    good: '',
    wrong: '',
    href,
    ...more,
  })
  return [
    tile('overdue', 'alert-triangle', '/worklist?group=overdue', rows.overdue, { sub: ctx.t('core.home.mine') }),
    tile('today', 'calendar', '/worklist', rows.todays),
    tile('cases', 'briefcase', '/cases', rows.open, {
      good: fresh.n > 0 ? fresh.phrase('core.home.tile.cases-new') : '',
      sub: fresh.n > 0 ? ctx.t('core.home.tile.this-week') : '',
    }),
    tile('contractors', 'address-book', '/contractors', rows.contractors, {
      sub: figureOf(ctx, rows.own).phrase('core.home.tile.mine'),
    }),
  ]
}
