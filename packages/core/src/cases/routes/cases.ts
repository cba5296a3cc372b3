import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { createBody, recordSchema, refSchema, saveBody } from '../../entity/schemas.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { itemsOf } from '../../http/answers.js'
import { listQuery } from '../../http/list-query.js'
import { recordId, undone, versionQuery, withId } from '../../http/params.js'
import { listSchema } from '../../lists/serve-list.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { attachmentsOfCase } from '../attachment-views.js'
import { caseEntity } from '../case.js'
import { caseForm, newCaseForm } from '../case-form.js'
import { caseList } from '../case-list.js'
import { casePage, type CaseAsked } from '../case-page.js'
import { presentCase } from '../present-case.js'
import { closeCase, reopenCase } from '../services/close-case.js'
import { openCase } from '../services/open-case.js'
import { removeCase } from '../services/remove-case.js'
import { takeEventsOver } from '../services/take-events-over.js'
import { caseStories } from './story.js'

const about = Type.Object({ contractor: Type.Optional(recordId) })
const asked = Type.Object({
  tab: Type.Optional(Type.String({ maxLength: 100 })),
  type: Type.Optional(Type.String({ maxLength: 40 })),
  before: Type.Optional(Type.String({ maxLength: 60 })),
})
const askedFiles = Type.Object({
  kind: Type.Optional(
    Type.Union((['pdf', 'image', 'mail', 'office', 'sound', 'other'] as const).map((each) => Type.Literal(each))),
  ),
  direction: Type.Optional(Type.Union([Type.Literal('in'), Type.Literal('out')])),
})
const closing = Type.Object({
  result: Type.Union([Type.Literal('won'), Type.Literal('lost'), Type.Literal('done')]),
  reason: Type.Optional(Type.Union([Type.String({ maxLength: 2000 }), Type.Null()])),
  cancelOpen: Type.Optional(Type.Boolean()),
})
/** `takeEvents`: a new owner takes what the former one had open in it. */
const changedCase = Type.Object({
  ...saveBody(caseEntity).properties,
  takeEvents: Type.Optional(Type.Union([Type.Boolean(), Type.Null()], { 'x-kind': 'yes-no' })),
})
const text = (maxLength: number) => Type.String({ maxLength })
const closure = Type.Object({
  result: closing.properties.result,
  reason: Type.Union([text(2000), Type.Null()]),
  by: Type.Union([refSchema, Type.Null()]),
  at: text(24),
})
const attachmentAnswer = Type.Object({
  id: recordId,
  name: text(255),
  icon: text(40),
  size: Type.Integer({ minimum: 0 }),
  mediaType: text(100),
  at: text(24),
  by: text(200),
  href: text(200),
  preview: Type.Union([text(200), Type.Null()]),
  eventHref: text(200),
  version: Type.Integer({ minimum: 1 }),
  sound: Type.Boolean(),
  kind: text(10),
  direction: Type.Union([text(3), Type.Null()]),
})
const listed: object = { 200: listSchema(caseList) }
const response: object = { 200: recordSchema(caseEntity), 201: recordSchema(caseEntity) }

/** Cases: the list, the binder of one, and what opens, changes and closes it. */
export const cases: Routes = (app) => {
  const read = { permission: may.readCases }
  const edit = { permission: may.editCases }
  const close = { permission: may.closeCases }

  app.get('/', { schema: { querystring: listQuery, response: listed }, config: read }, (_request, reply) =>
    reply.list(caseList),
  )
  app.get(
    '/new',
    { schema: { querystring: about }, config: { ...edit, door: 'page', form: newCaseForm, again: newAgain } },
    ({ ctx, query }, reply) => showNew(ctx, reply, { given: query }),
  )
  app.post(
    '/',
    { schema: { body: createBody(caseEntity), response }, config: { ...edit, form: newCaseForm, again: newAgain } },
    async ({ ctx, body }, reply) => {
      const { id } = await openCase(ctx, body)
      return reply.created((await presentCase(ctx, id)).record, `/cases/${id}`)
    },
  )

  app.get(
    '/:id',
    { schema: { params: withId, querystring: asked, response }, config: read },
    ({ ctx, params, query }, reply) => showCase(ctx, reply, params.id, { own: 'story', ...query }),
  )
  app.get(
    '/:id/attachments',
    { schema: { params: withId, querystring: askedFiles }, config: { ...read, door: 'page' } },
    ({ ctx, params, query }, reply) =>
      showCase(ctx, reply, params.id, {
        own: 'attachments',
        ...(Object.keys(query).length > 0 && { files: query }),
      }),
  )
  app.get(
    '/:id/attachments',
    {
      schema: { params: withId, querystring: askedFiles, response: { 200: itemsOf(attachmentAnswer) } },
      config: { ...read, door: 'api' },
    },
    async ({ ctx, params, query }, reply) => {
      await presentCase(ctx, params.id)
      return reply.page(
        '',
        { items: await attachmentsOfCase(ctx, params.id, query) },
        { title: ctx.t('core.case.attachments') },
      )
    },
  )
  app.get(
    '/:id/edit',
    { schema: { params: withId }, config: { ...edit, door: 'page', form: caseForm, again: editAgain } },
    ({ ctx, params }, reply) => showEdit(ctx, reply, params.id),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: changedCase, response },
      config: { ...edit, form: caseForm, again: editAgain },
    },
    async ({ ctx, params: { id }, body: { takeEvents, ...body } }, reply) => {
      const { ownerId: former } = await seenOne(ctx, caseEntity, id)
      const saved = await save(ctx, caseEntity, id, { version: undefined, ...body })
      if (takeEvents) await takeEventsOver(ctx, saved, former)
      return reply.saved((await presentCase(ctx, id)).record, `/cases/${id}`)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: edit },
    async ({ ctx, params, query }, reply) => {
      const undo = await removeCase(ctx, params.id, { version: query.version })
      return reply.removed('/cases', undo)
    },
  )

  app.get(
    '/:id/closure',
    { schema: { params: withId, response: { 200: closure } }, config: { ...read, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const { record } = await presentCase(ctx, params.id)
      if (record.closedAt === null) throw notFound()
      const { result, closingReason: reason, closedBy: by, closedAt: at } = record
      return reply.page('', { result, reason, by, at }, { title: ctx.t('core.case.close-title') })
    },
  )
  app.post(
    '/:id/closure',
    { schema: { params: withId, body: closing, response }, config: { ...close, again: closureAgain } },
    async ({ ctx, params: { id }, body }, reply) => {
      await closeCase(ctx, id, body)
      return reply.created((await presentCase(ctx, id)).record, `/cases/${id}`)
    },
  )
  app.delete('/:id/closure', { schema: { params: withId }, config: close }, async ({ ctx, params: { id } }, reply) => {
    await reopenCase(ctx, id)
    return reply.removed(`/cases/${id}`)
  })
  caseStories(app)
}

async function showCase(
  ctx: Ctx,
  reply: FastifyReply,
  id: number,
  wanted: CaseAsked,
  refused?: RefusedForm,
): Promise<unknown> {
  const { row, record } = await presentCase(ctx, id)
  return reply.page('core/case-page', record, {
    title: row.name,
    crumbs: [{ label: ctx.t('core.cases'), href: '/cases' }, { label: row.name }],
    extras: async () => ({ ...(await casePage(ctx, row, record, wanted)), refused: refused ?? null }),
    ...(refused && { status: refused.status }),
  })
}

interface NewCase {
  readonly given?: Static<typeof about>
  readonly refused?: RefusedForm
}

async function showNew(ctx: Ctx, reply: FastifyReply, { given, refused }: NewCase): Promise<unknown> {
  const values = refused?.values ?? {
    contractorId: given?.contractor,
    contractorRole: 'client',
    ownerId: ctx.operator?.id,
  }
  const cancel = given?.contractor ? `/contractors/${given.contractor}` : '/cases'
  const view = await formView(ctx, newCaseForm, { values, refused, action: '/cases', cancel, fresh: true })
  const title = ctx.t('core.case.new')

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.cases'), href: '/cases' }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}

async function showEdit(ctx: Ctx, reply: FastifyReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const { row, record } = await presentCase(ctx, id)
  const at = `/cases/${id}`
  const view = await formView(ctx, caseForm, { record, values: refused?.values, refused, action: at, cancel: at })

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title: ctx.t('core.case.edit'),
      crumbs: [
        { label: ctx.t('core.cases'), href: '/cases' },
        { label: row.name, href: at },
        { label: ctx.t('core.edit') },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

const idOf = (params: unknown) => (params as Static<typeof withId>).id
const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showNew(ctx, reply, { refused })
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showEdit(ctx, reply, idOf(params), refused)
const closureAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showCase(ctx, reply, idOf(params), { own: 'story' }, refused)
