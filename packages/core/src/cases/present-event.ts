import type { Ctx } from '../ctx.js'
import { present, type Presented } from '../entity/present.js'
import { seenByIds, seenOne } from '../entity/seen.js'
import { notFound } from '../plugin/refusal.js'
import { event } from './event.js'
import type { Event } from './models/event.js'
import { eventSeries, type EventSeries } from './repeat/event-series.js'

/** An event as both doors have it, with its attributes and the series it is one of. 404 when it may not be seen. */
export async function presentEvent(
  ctx: Ctx,
  id: number,
): Promise<{ readonly row: Event; readonly record: Presented; readonly series: EventSeries | null }> {
  const row = await seenOne(ctx, event, id)
  const [series = null] = row.seriesId === null ? [] : await seenByIds(ctx, eventSeries, [row.seriesId])
  const [record] = await present(ctx, event, [row], { attributes: true })
  if (record === undefined) throw notFound()
  return { row, record, series }
}
