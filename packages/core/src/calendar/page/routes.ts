import { Type } from '@sinclair/typebox'
import { event } from '../../cases/event.js'
import { presentEvent } from '../../cases/present-event.js'
import { inChangeSet } from '../../entity/change-set.js'
import { save } from '../../entity/save.js'
import { recordSchema } from '../../entity/schemas.js'
import { seenOne } from '../../entity/seen.js'
import { recordId, undoable } from '../../http/params.js'
import { may } from '../../permissions.js'
import { Refusal, refuseFields } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { isRealDay } from '../../time/day.js'
import { feedRoutes } from '../feed/routes.js'
import { calendarData } from './calendar-data.js'
import { showCalendar } from './calendar-page.js'
import type { CalendarEntry } from './entry-view.js'
import { VIEWS } from './range.js'

const day = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const instant = Type.Union([Type.String({ maxLength: 24 }), Type.Null()])
const line = Type.String({ maxLength: 300 })
const asked = Type.Object({
  view: Type.Optional(Type.Union(VIEWS.map((view) => Type.Literal(view)))),
  /** A day of what is shown; today unless said. */
  on: Type.Optional(day),
  /** Whose calendars, by id; one's own unless said. */
  operator: Type.Optional(Type.Array(recordId, { maxItems: 50 })),
})
const entry = Type.Object({
  id: recordId,
  version: Type.Integer({ minimum: 1 }),
  subject: line,
  type: line,
  state: line,
  shows: line,
  overdue: Type.Boolean(),
  from: instant,
  to: instant,
  deadline: instant,
  operatorId: Type.Union([recordId, Type.Null()]),
})
const answered = Type.Object({
  view: Type.Union(VIEWS.map((view) => Type.Literal(view))),
  on: day,
  operators: Type.Array(Type.Object({ id: recordId, name: line }), { maxItems: 50 }),
  days: Type.Array(
    Type.Object({
      day,
      working: Type.Boolean(),
      name: Type.Union([line, Type.Null()]),
      /** Of all entries; of a month four of each day come with it, of a week forty. */
      count: Type.Integer({ minimum: 0 }),
      entries: Type.Array(entry, { maxItems: 200 }),
    }),
    { maxItems: 42 },
  ),
})
const typedInstant = Type.Optional(Type.Union([Type.String({ maxLength: 24, 'x-kind': 'instant' }), Type.Null()]))
const moved = Type.Object({
  id: recordId,
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 })),
  plannedFrom: typedInstant,
  plannedTo: typedInstant,
  /** The calendar one comes back to. */
  back: Type.Optional(Type.String({ maxLength: 2000, pattern: '^/calendar(\\?|$)' })),
})
const response: object = { 200: Type.Object({ ...recordSchema(event).properties, ...undoable.properties }) }

/** The calendar of one or several operators, and moving an event in it. */
export const calendarRoutes: Routes = async (app) => {
  await feedRoutes(app)
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config: { permission: may.readEvents } },
    async ({ ctx, query: { view = 'week', on = ctx.today(), operator = [] } }, reply) => {
      if (!isRealDay(on)) throw refuseFields([{ path: 'on', code: 'core.bad-day' }])
      const data = await calendarData(ctx, { view, on, operators: operator })
      const answer = {
        view,
        on,
        operators: data.chosen,
        days: data.days.map((each) => ({ ...each, entries: each.entries.map(plain) })),
      }
      return ctx.origin === 'api'
        ? reply.page('', answer, { title: ctx.t('core.calendar') })
        : (showCalendar(ctx, reply, data, answer) as Promise<never>)
    },
  )

  // Dragged to another time. An ordinary change of the event, but one that can be undone at once.
  app.post(
    '/moves',
    { schema: { body: moved, response }, config: { permission: may.editEvents } },
    async ({ ctx, body: { id, version, plannedFrom, plannedTo, back = '/calendar' } }, reply) => {
      const found = await seenOne(ctx, event, id)
      if (found.state !== 'planned' && found.state !== 'in-progress') throw new Refusal('core.event-not-open')
      const about = { kind: 'change', label: found.subject, entity: event.id, record: id } as const
      const times = { ...(plannedFrom !== undefined && { plannedFrom }), ...(plannedTo !== undefined && { plannedTo }) }
      const { changeSetId } = await inChangeSet(ctx, about, (inside) => save(inside, event, id, { version, ...times }))
      return reply.saved((await presentEvent(ctx, id)).record, back, { changeSetId })
    },
  )
}

/** What a program gets of an entry. */
function plain(view: CalendarEntry): CalendarEntry {
  const { id, version, subject, type, state, shows, overdue, from, to, deadline, operatorId } = view
  return { id, version, subject, type, state, shows, overdue, from, to, deadline, operatorId }
}
