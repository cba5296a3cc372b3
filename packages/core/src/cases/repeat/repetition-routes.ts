import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { inChangeSet } from '../../entity/change-set.js'
import { present } from '../../entity/present.js'
import { recordSchema } from '../../entity/schemas.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { recordId, undone, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'
import type { App, Routes } from '../../plugin/routes.js'
import type { Undoable } from '../../plugin/undoable.js'
import { event } from '../event.js'
import type { Event } from '../models/event.js'
import { heldEvent } from '../services/held-event.js'
import { eventSeries, ruleOf } from './event-series.js'
import { changesSeries, repeatEvent, seriesOf, type Repetition } from './repeat-event.js'
import { repetitionBody, wholeRule } from './typed-repeat.js'

const day = Type.String({ maxLength: 10 })
const answered = Type.Object({
  repetition: Type.Union([
    Type.Object({
      seriesId: recordId,
      ...Type.Required(repetitionBody).properties,
      firstDay: day,
      /** How many were made, the first one among them, and up to which day. */
      made: Type.Integer({ minimum: 0 }),
      madeTo: day,
      /** The day of the one to be made next; null when there will be none. */
      nextOn: Type.Union([day, Type.Null()]),
      /** The code of what was refused, when the series ended before its time. */
      stopped: Type.Union([Type.String({ maxLength: 80 }), Type.Null()]),
    }),
    Type.Null(),
  ]),
  changeSetId: Type.Optional(recordId),
})
const response: object = { 200: answered }
const seriesResponse: object = { 200: recordSchema(eventSeries) }

/** How one event repeats: read, set and ended, as a program does it; people end it on the event's page. */
export function repetition(app: App): void {
  const edit = { permission: may.editEvents }
  const title = 'core.event.repetition'

  app.get(
    '/:id/repetition',
    { schema: { params: withId, response }, config: { permission: may.readEvents, door: 'api' } },
    async ({ ctx, params }, reply) =>
      reply.page('', await answer(ctx, await seenOne(ctx, event, params.id)), { title: ctx.t(title) }),
  )
  app.put(
    '/:id/repetition',
    { schema: { params: withId, body: repetitionBody, response }, config: { ...edit, door: 'api' } },
    async ({ ctx, params, body }, reply) => {
      const row = await heldEvent(ctx, params.id)
      const undo = await repeated(ctx, row, { rule: wholeRule(body) })
      return reply.saved(await answer(ctx, await seenOne(ctx, event, row.id)), `/events/${row.id}`, undo)
    },
  )
  app.delete(
    '/:id/repetition',
    { schema: { params: withId, response: undone }, config: edit },
    async ({ ctx, params }, reply) => {
      const row = await heldEvent(ctx, params.id)
      return reply.removed(`/events/${row.id}`, await repeated(ctx, row, { rule: null }))
    },
  )
}

/** A series at its own address: for people the one of its events that is next, else the last one. */
export const seriesRoutes: Routes = (app) => {
  app.get(
    '/:id',
    { schema: { params: withId, response: seriesResponse }, config: { permission: may.readEvents } },
    async ({ ctx, params }, reply) => {
      const row = await seenOne(ctx, eventSeries, params.id)
      const [record] = await present(ctx, eventSeries, [row])
      if (record === undefined) throw notFound()
      const of = () => ctx.db('core_event').where({ series_id: row.id })
      const next: { id: number } | undefined = await of()
        .where('series_day', '>=', ctx.today())
        .orderBy('series_day')
        .first('id')
      const last: { id: number } | undefined = next ?? (await of().orderBy('series_day', 'desc').first('id'))
      return reply.saved(record, last ? `/events/${last.id}` : '/events')
    },
  )
}

/** Sets or ends the repetition of an event that stays as it is; null when nothing changes. */
export async function repeated(ctx: Ctx, row: Event, asked: Repetition): Promise<Undoable | null> {
  await mustEdit(ctx, event, row)
  if (!(await changesSeries(ctx, row, asked))) return null
  const about = { kind: 'change', label: row.subject, entity: event.id, record: row.id } as const
  const { changeSetId } = await inChangeSet(ctx, about, (inside) => repeatEvent(inside, row, row, asked))
  return { changeSetId }
}

async function answer(ctx: Ctx, row: Event) {
  const series = await seriesOf(ctx, row)
  if (series === null) return { repetition: null }
  const { firstDay, madeTo, nextOn, stopped } = series
  return {
    repetition: {
      seriesId: series.id,
      ...ruleOf(series),
      firstDay,
      made: Number(series.made),
      madeTo,
      nextOn,
      stopped,
    },
  }
}
