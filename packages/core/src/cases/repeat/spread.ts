import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { asSystem } from '../../operators/as-system.js'
import { localDay } from '../../time/instant.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { writeWishes } from '../services/plan-notices.js'
import { eventSeries, type EventSeries } from './event-series.js'
import { carriedIn, COPIED, templateIn, templateOf, TIMES, timesOn, type Template } from './series-template.js'

/**
 * The following events of a series become like this one, in what it differs in from the series: what somebody changed in
 * one of them alone stays otherwise, the day it was moved to as well. So do the events that are made later.
 */
export async function spread(ctx: Ctx, row: Event, series: EventSeries, following: readonly Event[]): Promise<void> {
  const [was, is] = [templateIn(series), await templateOf(ctx, row)]
  const names = [...COPIED, ...TIMES].filter((name) => was[name] !== is[name])
  const [old, carried] = [carriedIn(was), carriedIn(is)]
  const attributes = differing(old.attributes, carried.attributes)
  const notices = JSON.stringify(old.notices) !== JSON.stringify(carried.notices)
  if (names.length === 0 && attributes === null && !notices) return

  for (const each of following) {
    const values = { ...changedValues(ctx, is, names, each), ...(attributes && { attributes }) }
    const saved = await save(ctx, event, each.id, { version: each.version, ...values })
    if (notices) await writeWishes(ctx, saved, carried.notices)
  }
  await save(asSystem(ctx), eventSeries, series.id, { version: series.version, ...is })
}

function changedValues(ctx: Ctx, is: Template, names: readonly string[], each: Event): Record<string, unknown> {
  const copied = COPIED.filter((name) => names.includes(name)).map((name) => [name, is[name]])
  const day = each.plannedFrom === null ? each.seriesDay : localDay(each.plannedFrom, ctx.zone)
  const timed = day !== null && TIMES.some((name) => names.includes(name))
  return { ...Object.fromEntries(copied), ...(timed && timesOn(ctx, is, day)) }
}

/** Attributes to write, those that are empty now as null; null when none differs. */
function differing(was: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>>) {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  const changed = keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
  return changed.length === 0 ? null : Object.fromEntries(changed.map((key) => [key, is[key] ?? null]))
}
