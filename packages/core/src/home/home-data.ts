import { caseCards } from '../cases/case-cards.js'
import { caseEntity } from '../cases/case.js'
import { eventCards, type EventCard } from '../cases/event-cards.js'
import { event } from '../cases/event.js'
import type { Event } from '../cases/models/event.js'
import { contractor } from '../contractors/contractor.js'
import { stages } from '../contractors/options.js'
import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { addDays, weekday } from '../time/day.js'
import { instantOf, localDateTime, localDay } from '../time/instant.js'

const MINE = 8
const TODAY = 8
const EVENING = '18:00'

/** What the first page says: the day, four figures, today, my open events and cases, contractors by stage. */
export async function homeData(ctx: Ctx) {
  const today = await todays(ctx)
  const mine = await eventCards(
    ctx,
    await openOfMine(ctx).orderByRaw('deadline is null').orderBy('deadline').orderBy('at').orderBy('id').limit(MINE),
  )
  const overdue = await openOfMine(ctx).where('deadline', '<', ctx.now()).resultSize()
  const counts = await stageCounts(ctx)

  return {
    heading: greeting(ctx),
    sub: [dayInWords(ctx), ctx.t('core.home.events-today', { count: today.length })].join(' · '),
    tiles: await tilesOf(ctx, { overdue, today: today.length }),
    today: today.slice(0, TODAY).map((card) => ({ ...card, today: true })),
    mine: mine.map((card) => ({ ...card, today: localDay(card.at, ctx.zone) === ctx.today() })),
    cases: await caseCards(ctx, await myCases(ctx).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(MINE)),
    stages: counts,
    mostInStage: Math.max(1, ...counts.map(({ count }) => count)),
  }
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

/** Events of mine, or performed by me, that are planned for today, done ones too. */
async function todays(ctx: Ctx): Promise<readonly EventCard[]> {
  const from = instantOf(`${ctx.today()}T00:00`, ctx.zone)
  const until = instantOf(`${addDays(ctx.today(), 1)}T00:00`, ctx.zone)
  const rows = await ofMine(ctx)
    .where('at', '>=', from)
    .where('at', '<', until)
    .whereNot('state', 'cancelled')
    .orderBy('at')
    .orderBy('id')
    .limit(100)
  return eventCards(ctx, rows)
}

function ofMine(ctx: Ctx) {
  const me = ctx.operator?.id ?? 0
  return seen(ctx, event).where((mine) =>
    mine.where('performer_id', me).orWhere((owned) => owned.where('owner_id', me).whereNull('performer_id')),
  )
}

function openOfMine(ctx: Ctx) {
  return ofMine(ctx).whereIn('state', ['planned', 'in-progress'] satisfies Event['state'][])
}

function myCases(ctx: Ctx) {
  return seen(ctx, caseEntity)
    .where('owner_id', ctx.operator?.id ?? 0)
    .whereNull('closed_at')
}

async function tilesOf(ctx: Ctx, { overdue, today }: { overdue: number; today: number }) {
  const monday = instantOf(`${addDays(ctx.today(), 1 - weekday(ctx.today()))}T00:00`, ctx.zone)
  const cases = await seen(ctx, caseEntity).whereNull('closed_at').resultSize()
  const newCases = await seen(ctx, caseEntity).whereNull('closed_at').where('created_at', '>=', monday).resultSize()
  const contractors = await seen(ctx, contractor).whereNull('deactivated_at').resultSize()
  const own = await seen(ctx, contractor)
    .whereNull('deactivated_at')
    .where('owner_id', ctx.operator?.id ?? 0)
    .resultSize()
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
    tile('overdue', 'alert-triangle', '/events?view=overdue', overdue, { sub: ctx.t('core.home.mine') }),
    tile('today', 'calendar', '/events?view=mine', today),
    tile('cases', 'briefcase', '/cases', cases, {
      good: newCases > 0 ? ctx.t('core.home.tile.cases-new', { count: newCases }) : '',
      sub: newCases > 0 ? ctx.t('core.home.tile.this-week') : '',
    }),
    tile('contractors', 'address-book', '/contractors', contractors, {
      sub: ctx.t('core.home.tile.mine', { count: own }),
    }),
  ]
}

async function stageCounts(ctx: Ctx) {
  const rows = await seen(ctx, contractor)
    .whereNull('deactivated_at')
    .whereNotNull('stage')
    .groupBy('stage')
    .select('stage')
    .count({ n: 'id' })
  const counts = new Map(
    (rows as unknown as { stage: string; n: number | string }[]).map(({ stage, n }) => [stage, Number(n)]),
  )

  return stages.map(({ key, label, hue }) => ({
    label: ctx.t(label),
    hue: hue ?? 'slate',
    count: counts.get(key) ?? 0,
  }))
}
