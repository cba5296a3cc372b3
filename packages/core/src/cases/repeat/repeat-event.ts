import type { Ctx } from '../../ctx.js'
import { takeOut } from '../../entity/remove.js'
import { create } from '../../entity/create.js'
import { save } from '../../entity/save.js'
import { mustEdit, seen } from '../../entity/seen.js'
import { asSystem } from '../../operators/as-system.js'
import { Refusal } from '../../plugin/refusal.js'
import { localDay } from '../../time/instant.js'
import { weekday } from '../../time/day.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { eventSeries, EventSeries, ruleOf, ruleValues, sameRule } from './event-series.js'
import { makeAhead } from './make-ahead.js'
import type { RepeatRule } from './repeat-rule.js'
import { dayOfEvent, templateOf } from './series-template.js'
import { spread } from './spread.js'

/** What is asked of an event that repeats, or is to. */
export interface Repetition {
  /** How it repeats from here on; null: no more; left out: as it does. */
  readonly rule?: RepeatRule | null | undefined
  /** True: the planned events after it become like it. */
  readonly following?: boolean
}

/** More than a series has ahead at once: daily ones for ninety days. */
const MOST = 400

/**
 * Makes an event repeat, differently or no more, after it was written itself (`before` is how it was). A new rule, or
 * another day for it and the following ones, removes the planned events after it and makes others; else they are changed
 * where they are. What is done, in progress or cancelled stays. Belongs into one change set, so all of it can be undone.
 */
export async function repeatEvent(ctx: Ctx, before: Event, row: Event, { rule, following }: Repetition): Promise<void> {
  const series = await seriesOf(ctx, row)
  if (series === null) {
    if (rule) await begin(ctx, row, rule)
    return
  }
  if (rule === null) return stop(ctx, row, series)
  const newRule = rule !== undefined && !sameRule(rule, ruleOf(series))
  const moved = following === true && movedOn(ctx, before, row)
  if (newRule || moved) await beginAnew(ctx, row, series, newRule ? rule : undefined)
  else if (following === true) await spread(ctx, row, series, await followingOf(ctx, row, series))
}

/** Whether what is asked concerns more than the event itself. */
export async function changesSeries(ctx: Ctx, row: Event, { rule, following }: Repetition): Promise<boolean> {
  if (row.seriesId === null) return rule !== undefined && rule !== null
  if (following === true || rule === null) return true
  const series = rule === undefined ? null : await seriesOf(ctx, row)
  return rule !== undefined && series !== null && !sameRule(rule, ruleOf(series))
}

/** The series of an event; null when it is not repeated. The event itself was seen, its rule is no secret. */
export async function seriesOf(ctx: Ctx, row: Event): Promise<EventSeries | null> {
  return row.seriesId === null ? null : ((await EventSeries.query(ctx.db).findById(row.seriesId)) ?? null)
}

async function begin(ctx: Ctx, row: Event, rule: RepeatRule): Promise<void> {
  await mustEdit(ctx, event, row)
  const day = dayOfEvent(ctx, row)
  const series = await create(asSystem(ctx), eventSeries, {
    ...ruleValues(rule),
    ...(await templateOf(ctx, row)),
    firstDay: day,
    madeTo: day,
    made: '1',
  })
  await save(ctx, event, row.id, { version: row.version, series: String(series.id), seriesDay: day })
  await makeAhead(ctx, series)
}

async function stop(ctx: Ctx, row: Event, series: EventSeries): Promise<void> {
  await mustEdit(ctx, event, row)
  const gone = await removed(ctx, await followingOf(ctx, row, series))
  const until = row.seriesDay ?? series.madeTo
  const made = String(Number(series.made) - gone)
  await save(asSystem(ctx), eventSeries, series.id, {
    version: series.version,
    nextOn: null,
    until,
    made,
    madeTo: until,
  })
}

async function beginAnew(ctx: Ctx, row: Event, series: EventSeries, given: RepeatRule | undefined): Promise<void> {
  await mustEdit(ctx, event, row)
  const day = dayOfEvent(ctx, row)
  const gone = await removed(ctx, await followingOf(ctx, row, series))
  const { times } = series
  const left = times === null ? null : Math.max(1, Number(times) - Number(series.made) + gone + 1)
  const rule = given ?? { ...shifted(ruleOf(series), row.seriesDay ?? day, day), times: left }
  const begun = await save(asSystem(ctx), eventSeries, series.id, {
    version: series.version,
    ...ruleValues(rule),
    ...(await templateOf(ctx, row)),
    firstDay: day,
    madeTo: day,
    made: '1',
    nextOn: null,
    stopped: null,
  })
  await save(ctx, event, row.id, { version: row.version, seriesDay: day })
  await makeAhead(ctx, begun)
}

/** A meeting of Tuesdays that is on Wednesdays from now on; one of the 5th that is on the 6th. */
function shifted(rule: RepeatRule, from: string, to: string): RepeatRule {
  const [was, is] = [weekday(from), weekday(to)]
  const weekdays = [...new Set(rule.weekdays.map((one) => (one === was ? is : one)))]
  return { ...rule, weekdays, monthDay: null }
}

function movedOn(ctx: Ctx, before: Event, row: Event): boolean {
  if (before.plannedFrom === null || row.plannedFrom === null) return false
  return localDay(before.plannedFrom, ctx.zone) !== localDay(row.plannedFrom, ctx.zone)
}

async function followingOf(ctx: Ctx, row: Event, series: EventSeries): Promise<readonly Event[]> {
  if (row.seriesDay === null) return []
  const rows = await seen(ctx, event)
    .where({ series_id: series.id, state: 'planned' })
    .where('series_day', '>', row.seriesDay)
    .whereNot('core_event.id', row.id)
    .orderBy('series_day')
    .limit(MOST + 1)
  if (rows.length > MOST) throw new Refusal('core.repeat-too-many')
  return rows
}

async function removed(ctx: Ctx, rows: readonly Event[]): Promise<number> {
  for (const row of rows) await mustEdit(ctx, event, row)
  if (rows.length > 0) await takeOut(ctx, event, rows)
  return rows.length
}
