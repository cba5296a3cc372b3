import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { present } from '../../entity/present.js'
import { createBody, recordSchema, saveBody } from '../../entity/schemas.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { itemsOf } from '../../http/answers.js'
import { undone, versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { form, place } from '../../plugin/forms.js'
import { notFound } from '../../plugin/refusal.js'
import type { App, RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { eventType } from '../event-type.js'
import { EventType } from '../models/event-type.js'
import { eventTypeLabel } from '../event-types.js'
import { requirableFields, requiredOf } from '../required-fields.js'
import {
  archiveEventType,
  createEventType,
  eventTypeUses,
  moveEventType,
  removeEventType,
} from '../services/event-types.js'

const eventTypeForm = form('core.event-type', {
  of: eventType,
  groups: [
    {
      key: 'type',
      fields: [
        place('labelPl', 3),
        place('labelEn', 3),
        place('icon', 2),
        place('hue', 4, { as: 'chips' }),
        place('defaultMinutes', 2),
        place('deadlineDays', 2),
        place('deadlineHours', 2),
        place('direction', 2),
        place('requires', 6),
      ],
    },
  ],
})
const listed: object = { 200: itemsOf(recordSchema(eventType)) }
const response: object = { 200: recordSchema(eventType), 201: recordSchema(eventType) }
const placing = Type.Object({ direction: Type.Union([Type.Literal('up'), Type.Literal('down')]) })

/** Kinds of events: everybody reads them, `core.manage-event-types` changes them. */
export const eventTypesRoutes: Routes = (app) => {
  const manage = { permission: may.manageEventTypes }

  app.get('/', { schema: { response: listed }, config: { permission: 'signed-in' } }, async ({ ctx }, reply) => {
    const rows = await EventType.query(ctx.db).orderBy('position').orderBy('id')
    const items = await present(ctx, eventType, rows)
    return reply.page(
      'core/event-types',
      { items },
      {
        title: ctx.t('core.event-types'),
        crumbs: [{ label: ctx.t('core.event-types') }],
        extras: () => pageOf(ctx, rows),
      },
    )
  })
  app.get('/new', { schema: {}, config: { ...manage, door: 'page' } }, ({ ctx }, reply) => showForm(ctx, reply, {}))
  app.post(
    '/',
    { schema: { body: createBody(eventType), response }, config: { ...manage, form: eventTypeForm, again: newAgain } },
    async ({ ctx, body }, reply) => {
      const row = await createEventType(ctx, body)
      return reply.created(await one(ctx, row), '/event-types')
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, response }, config: { permission: 'signed-in', door: 'api' } },
    async ({ ctx, params }, reply) =>
      reply.page('', await one(ctx, await seenOne(ctx, eventType, params.id)), { title: ctx.t('core.event-type') }),
  )
  app.get('/:id/edit', { schema: { params: withId }, config: { ...manage, door: 'page' } }, ({ ctx, params }, reply) =>
    showForm(ctx, reply, { id: params.id }),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: saveBody(eventType), response },
      config: { ...manage, form: eventTypeForm, again: editAgain },
    },
    async ({ ctx, params, body }, reply) =>
      reply.saved(
        await one(ctx, await save(ctx, eventType, params.id, { version: undefined, ...body })),
        '/event-types',
      ),
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: manage },
    async ({ ctx, params, query }, reply) => {
      const undo = await removeEventType(ctx, params.id, { version: query.version })
      return reply.removed('/event-types', undo)
    },
  )
  placesAndArchive(app)
}

function placesAndArchive(app: App): void {
  const manage = { permission: may.manageEventTypes }
  app.post('/:id/archival', { schema: { params: withId, response }, config: manage }, async ({ ctx, params }, reply) =>
    reply.created(await one(ctx, await archiveEventType(ctx, params.id, true)), '/event-types'),
  )
  app.delete('/:id/archival', { schema: { params: withId }, config: manage }, async ({ ctx, params }, reply) => {
    await archiveEventType(ctx, params.id, false)
    return reply.removed('/event-types')
  })
  app.post(
    '/:id/place',
    { schema: { params: withId, body: placing, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      await moveEventType(ctx, params.id, body.direction)
      return reply.saved(await one(ctx, await seenOne(ctx, eventType, params.id)), '/event-types')
    },
  )
}

async function pageOf(ctx: Ctx, rows: readonly EventType[]) {
  const uses = await eventTypeUses(ctx)
  const fields = new Map((await requirableFields(ctx)).map(({ key, label }) => [key, label]))
  const required = new Map<string, readonly string[]>()
  for (const { key } of rows) required.set(key, await requiredOf(ctx, key))
  return {
    mayManage: ctx.can(may.manageEventTypes),
    rows: rows.map((row, index) => ({
      id: row.id,
      version: row.version,
      label: eventTypeLabel(ctx, row),
      icon: row.icon,
      hue: row.hue,
      minutes: row.defaultMinutes,
      deadline: deadlineText(ctx, row),
      requires: (required.get(row.key) ?? []).flatMap((field) => fields.get(field) ?? []).join(', '),
      source: row.source,
      archived: row.archivedAt !== null,
      uses: uses.get(row.key) ?? 0,
      removable: row.source === null && !uses.has(row.key),
      first: index === 0,
      last: index === rows.length - 1,
    })),
  }
}

function deadlineText(ctx: Ctx, { deadlineDays, deadlineHours }: EventType): string {
  if (deadlineDays !== null) return ctx.t('core.event-type.deadline-days', { count: Number(deadlineDays) })
  return deadlineHours === null ? '' : ctx.t('core.event-type.deadline-hours', { count: Number(deadlineHours) })
}

async function one(ctx: Ctx, row: EventType) {
  const [record] = await present(ctx, eventType, [row])
  if (record === undefined) throw notFound()
  return record
}

async function showForm(
  ctx: Ctx,
  reply: FastifyReply,
  { id, refused }: { id?: number; refused?: RefusedForm },
): Promise<unknown> {
  const record = id === undefined ? undefined : await one(ctx, await seenOne(ctx, eventType, id))
  const action = id === undefined ? '/event-types' : `/event-types/${id}`
  const view = await formView(ctx, eventTypeForm, {
    record,
    values: refused?.values,
    refused,
    action,
    cancel: '/event-types',
    fresh: id === undefined,
  })
  const title = ctx.t(id === undefined ? 'core.event-type.new' : 'core.event-type.edit')

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.event-types'), href: '/event-types' }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showForm(ctx, reply, { refused })
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showForm(ctx, reply, { id: (params as Static<typeof withId>).id, refused })
