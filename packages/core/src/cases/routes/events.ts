import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { inChangeSet } from '../../entity/change-set.js'
import { createBody, recordSchema, saveBody } from '../../entity/schemas.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { attachAll, uploaded } from '../../files/attach-all.js'
import { MOST_UPLOAD } from '../../files/upload-limit.js'
import { listQuery } from '../../http/list-query.js'
import { recordId, undone, versionQuery, withId } from '../../http/params.js'
import { listSchema } from '../../lists/serve-list.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import type { Undoable } from '../../plugin/undoable.js'
import { event } from '../event.js'
import { changedEventForm, eventForm } from '../event-form.js'
import { eventFormPage } from '../event-form-page.js'
import { eventList } from '../event-list.js'
import { noticesAnswer, noticesBody, noticesOf, setNotices, setTypedNotices } from '../notices.js'
import type { Event } from '../models/event.js'
import { presentEvent } from '../present-event.js'
import { showEvent } from '../show-event.js'
import { createEvent } from '../services/create-event.js'
import { removeEvent } from '../services/remove-event.js'
import { changesSeries, repeatEvent, type Repetition } from '../repeat/repeat-event.js'
import { repeated, repetition } from '../repeat/repetition-routes.js'
import { repetitionIn, typedRepeat, withoutRepeat } from '../repeat/typed-repeat.js'
import { retypedTimes, typedTimes } from '../typed-times.js'
import { eventStates } from './event-states.js'

const about = Type.Object({
  contractor: Type.Optional(recordId),
  case: Type.Optional(recordId),
  type: Type.Optional(Type.String({ maxLength: 40 })),
  origin: Type.Optional(recordId),
  day: Type.Optional(Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
  from: Type.Optional(Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
  to: Type.Optional(Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })),
  performer: Type.Optional(recordId),
})
/** What a form has instead of instants; a program sends `plannedFrom` and `plannedTo`. */
const typed = {
  day: Type.Optional(
    Type.Union([Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()], { 'x-kind': 'day' }),
  ),
  from: timeOfDay(),
  to: timeOfDay(),
  /** The same as `notices` of a program: minutes out of those the form offers, and one way. */
  noticeMinutes: Type.Optional(
    Type.Union([Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 }), Type.Null()], { 'x-kind': 'choices' }),
  ),
  noticeChannel: Type.Optional(Type.Union([Type.String({ maxLength: 10 }), Type.Null()])),
  notices: Type.Optional(noticesBody.properties.notices),
  ...typedRepeat,
}
const instant = Type.Optional(Type.Union([Type.String({ maxLength: 24 }), Type.Null()], { 'x-kind': 'instant' }))
const { contractorId, ...others } = createBody(event).properties
/** In a case the contractor follows from it; one that is done already says when. */
const newEvent = Type.Object({
  ...others,
  ...typed,
  done: Type.Optional(Type.Union([Type.Boolean(), Type.Null()], { 'x-kind': 'yes-no' })),
  ...(contractorId && { contractorId: Type.Optional(contractorId) }),
  state: Type.Optional(Type.Union([Type.Literal('planned'), Type.Literal('done')])),
  doneFrom: instant,
  doneTo: instant,
})
const changedEvent = Type.Object({ ...saveBody(event).properties, ...typed })
const listed: object = { 200: listSchema(eventList) }
/** What concerns more than one event of a series can be undone as one. */
const written = Type.Object({ ...recordSchema(event).properties, changeSetId: Type.Optional(recordId) })
const response: object = { 200: written, 201: written }

/** Events: the register, one of them, and what plans, notes and changes it. */
export const events: Routes = (app) => {
  const read = { permission: may.readEvents }
  const edit = { permission: may.editEvents }

  app.get('/', { schema: { querystring: listQuery, response: listed }, config: read }, (_request, reply) =>
    reply.list(eventList),
  )
  app.get(
    '/new',
    { schema: { querystring: about }, config: { ...edit, door: 'page', form: eventForm, again: newAgain } },
    ({ ctx, query }, reply) => eventFormPage(ctx, reply, { given: query }),
  )
  app.post(
    '/',
    {
      schema: { body: newEvent, response },
      config: { ...edit, upload: { maxBytes: MOST_UPLOAD }, form: eventForm, again: newAgain },
    },
    async (request, reply) => {
      const { ctx } = request
      const asked = repetitionIn(request.body)
      const { day: onDay, from, to, done, notices, noticeMinutes, noticeChannel, ...values } = request.body
      const made = await createEvent(ctx, {
        ...withoutFiles(withoutRepeat(values)),
        ...typedTimes(ctx, { day: onDay, from, to, done }),
      })
      const { id, contractorId: whose } = made
      if (notices) await setNotices(ctx, made, notices)
      await setTypedNotices(ctx, made, { noticeMinutes, noticeChannel })
      const undo = await repeated(ctx, made, asked)
      await attachAll(ctx, id, uploaded(request))
      const another = request.typed?.has('another') ? `/events/new?contractor=${whose}` : `/events/${id}`
      return reply.created((await presentEvent(ctx, id)).record, another, undo)
    },
  )
  app.get(
    '/:id',
    {
      schema: {
        params: withId,
        querystring: Type.Object({ tab: Type.Optional(Type.String({ maxLength: 100 })) }),
        response,
      },
      config: read,
    },
    ({ ctx, params, query }, reply) => showEvent(ctx, reply, params.id, query),
  )
  app.get(
    '/:id/edit',
    { schema: { params: withId }, config: { ...edit, door: 'page', form: changedEventForm, again: editAgain } },
    ({ ctx, params }, reply) => eventFormPage(ctx, reply, { id: params.id }),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: changedEvent, response },
      config: { ...edit, upload: { maxBytes: MOST_UPLOAD }, form: changedEventForm, again: editAgain },
    },
    async (request, reply) => {
      const { ctx, params } = request
      const { day: onDay, from, to, notices, noticeMinutes, noticeChannel, ...values } = request.body
      const found = await seenOne(ctx, event, params.id)
      const times = retypedTimes(ctx, found, { day: onDay, from, to })
      const own = { version: undefined, ...withoutFiles(withoutRepeat(values)), ...times }
      const asked = repetitionIn(request.body)
      const undo = await asOne(ctx, found, asked, async (inside) => {
        const saved = await save(inside, event, params.id, own)
        if (notices) await setNotices(inside, saved, notices)
        await setTypedNotices(inside, saved, { noticeMinutes, noticeChannel })
        await repeatEvent(inside, found, saved, asked)
      })
      await attachAll(ctx, params.id, uploaded(request))
      return reply.saved((await presentEvent(ctx, params.id)).record, `/events/${params.id}`, undo)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: edit },
    async ({ ctx, params, query }, reply) => {
      const { row } = await presentEvent(ctx, params.id)
      const undo = await removeEvent(ctx, params.id, { version: query.version })
      return reply.removed(row.caseId === null ? `/contractors/${row.contractorId}` : `/cases/${row.caseId}`, undo)
    },
  )
  app.get(
    '/:id/notices',
    { schema: { params: withId, response: { 200: noticesAnswer } }, config: { ...read, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const found = await noticesOf(ctx, await seenOne(ctx, event, params.id))
      return reply.page('', found, { title: ctx.t('core.event.notices') })
    },
  )
  app.put(
    '/:id/notices',
    {
      schema: { params: withId, body: noticesBody, response: { 200: noticesAnswer } },
      config: { ...edit, door: 'api' },
    },
    async ({ ctx, params, body }, reply) => {
      const row = await seenOne(ctx, event, params.id)
      await setNotices(ctx, row, body.notices)
      return reply.saved(await noticesOf(ctx, row), `/events/${params.id}`)
    },
  )
  repetition(app)
  eventStates(app)
}

/** What changes other events of a series too belongs into one change set; what does not, into none. */
async function asOne(
  ctx: Ctx,
  row: Event,
  asked: Repetition,
  work: (inside: Ctx) => Promise<void>,
): Promise<Undoable | null> {
  if (!(await changesSeries(ctx, row, asked))) return work(ctx).then(() => null)
  const about = { kind: 'change', label: row.subject, entity: event.id, record: row.id } as const
  const { changeSetId } = await inChangeSet(ctx, about, work)
  return { changeSetId }
}

function timeOfDay() {
  return Type.Optional(
    Type.Union([Type.String({ maxLength: 5, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), Type.Null()], {
      'x-kind': 'time',
    }),
  )
}

/** Files join the body after it was judged; they are no field of the event. */
function withoutFiles(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { files: _files, ...rest } = values
  return rest
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  eventFormPage(ctx, reply, { refused })
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  eventFormPage(ctx, reply, { id: (params as Static<typeof withId>).id, refused })
