import { daysOffOf } from '../../calendar/working-time.js'
import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { inSavepoint } from '../../db/savepoint.js'
import { notify } from '../../notifications/notify.js'
import { asSystem } from '../../operators/as-system.js'
import { Refusal } from '../../plugin/refusal.js'
import { addDays } from '../../time/day.js'
import { doerOf } from '../mine.js'
import { seriesStopped } from '../notifications.js'
import { createEvent } from '../services/create-event.js'
import { writeWishes } from '../services/plan-notices.js'
import { eventSeries, EventSeries, ruleOf } from './event-series.js'
import { repeatDays } from './repeat-rule.js'
import { carriedIn, COPIED, templateIn, timesOn } from './series-template.js'

/** Days for which the events of a series are there (spec-core §5). */
export const AHEAD_DAYS = 90
/** Series looked at in one run; the others wait for the next one. */
const AT_ONCE = 200

/**
 * Makes the events of a series that are due: those of the next 90 days that are not there yet, one for each of its days.
 * Whoever may change the event may have more of the same, so nobody's rights are asked. Returns the series as it is then.
 */
export async function makeAhead(given: Ctx, series: EventSeries): Promise<EventSeries> {
  const ctx = asSystem(given)
  const rule = ruleOf(series)
  const horizon = addDays(ctx.today(), AHEAD_DAYS)
  const there = new Set(
    await ctx
      .db('core_event')
      .where({ series_id: series.id })
      .where('series_day', '>', series.madeTo)
      .pluck('series_day'),
  )
  let [made, madeTo]: [number, string] = [Number(series.made), series.madeTo]
  let nextOn: string | null = null
  const daysOff = [...(await daysOffOf(ctx)).keys()]
  for (const day of repeatDays(rule, { first: series.firstDay, after: series.madeTo, daysOff })) {
    if (rule.times !== null && made >= rule.times) break
    if (day > horizon) {
      nextOn = day
      break
    }
    if (!there.has(day)) await makeOne(ctx, series, day)
    ;[made, madeTo] = [made + 1, day]
  }
  return save(ctx, eventSeries, series.id, { version: series.version, made: String(made), madeTo, nextOn })
}

/**
 * By the clock: series of which something is due. One that is refused (its case closed, its contractor put aside) ends
 * there, says why on the page of its events, and its owner is told.
 */
export async function repeatEvents(ctx: Ctx): Promise<void> {
  const due = await EventSeries.query(ctx.db)
    .whereNotNull('next_on')
    .where('next_on', '<=', addDays(ctx.today(), AHEAD_DAYS))
    .orderBy(['next_on', 'id'])
    .limit(AT_ONCE)
  for (const series of due) {
    try {
      await inSavepoint(ctx.db, () => makeAhead(ctx, series))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await stopped(ctx, series, error)
    }
  }
}

async function makeOne(ctx: Ctx, series: EventSeries, day: string): Promise<void> {
  const template = templateIn(series)
  const { attributes, notices } = carriedIn(template)
  const made = await createEvent(ctx, {
    ...Object.fromEntries(COPIED.map((name) => [name, template[name]])),
    ...timesOn(ctx, template, day),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    series: String(series.id),
    seriesDay: day,
  })
  if (notices.length > 0) await writeWishes(ctx, made, notices)
}

async function stopped(ctx: Ctx, series: EventSeries, { code }: Refusal): Promise<void> {
  await save(ctx, eventSeries, series.id, { version: series.version, nextOn: null, stopped: code.slice(0, 80) })
  const last: { id: number } | undefined = await ctx
    .db('core_event')
    .where({ series_id: series.id })
    .orderBy('series_day', 'desc')
    .first('id')
  const to = series.ownerId ?? doerOf(series)
  if (to === null) return
  await notify(ctx, seriesStopped, {
    subject: `series:${series.id}:${series.version}`,
    to: [to],
    params: { subject: series.subject },
    href: last ? `/events/${last.id}` : '/events',
  })
}
