import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { createBody, recordSchema, saveBody } from '../../entity/schemas.js'
import { listQuery } from '../../http/list-query.js'
import { undone, versionQuery, withId } from '../../http/params.js'
import { listSchema } from '../../lists/serve-list.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { contractorForm, contractorFormAgain, newContractorForm, newContractorFormAgain } from '../contractor-form.js'
import { contractorList } from '../contractor-list.js'
import { contractor } from '../contractor.js'
import { perspective, type Asked } from '../pages/perspective.js'
import { presentContractor } from '../present-contractor.js'
import { candidates } from '../services/candidates.js'
import { createContractor } from '../services/create-contractor.js'
import { removeContractor } from '../services/remove-contractor.js'
import { saveContractor } from '../services/save-contractor.js'

const line = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
/** Its own fields, and the main address and numbers that are made with it. */
const newContractor = Type.Object({
  ...createBody(contractor).properties,
  street: line(300),
  postalCode: line(20),
  town: line(100),
  phone: line(40),
  email: line(254),
  acceptDuplicates: Type.Optional(Type.Boolean()),
})
const changedContractor = Type.Object({
  ...saveBody(contractor).properties,
  acceptDuplicates: Type.Optional(Type.Boolean()),
})
const asked = Type.Object({
  tab: Type.Optional(Type.String({ maxLength: 100 })),
  type: Type.Optional(Type.String({ maxLength: 40 })),
  before: Type.Optional(Type.String({ maxLength: 60 })),
  department: Type.Optional(Type.String({ maxLength: 20 })),
})
const listed: object = { 200: listSchema(contractorList) }
const response: object = { 200: recordSchema(contractor), 201: recordSchema(contractor) }

/** Contractors: the list, the perspective, and what makes and changes one. */
export const contractors: Routes = (app) => {
  const read = { permission: may.readContractors }
  const edit = { permission: may.editContractors }

  app.get('/', { schema: { querystring: listQuery, response: listed }, config: read }, (_request, reply) =>
    reply.list(contractorList),
  )
  app.get(
    '/new',
    { schema: {}, config: { ...edit, door: 'page', form: newContractorForm, again: newAgain } },
    ({ ctx }, reply) => showNew(ctx, reply),
  )

  app.post(
    '/',
    { schema: { body: newContractor, response }, config: { ...edit, form: newContractorFormAgain, again: newAgain } },
    async (request, reply) => {
      const { ctx, body } = request
      const { id } = await createContractor(ctx, body)
      const { record } = await presentContractor(ctx, id)
      return reply.created(record, request.typed?.has('another') ? '/contractors/new' : `/contractors/${id}`)
    },
  )

  app.get(
    '/:id',
    { schema: { params: withId, querystring: asked, response }, config: read },
    ({ ctx, params, query }, reply) => showContractor(ctx, reply, params.id, { own: 'overview', ...query }),
  )
  for (const own of ['cases', 'events', 'people'] as const) {
    app.get(
      `/:id/${own}`,
      { schema: { params: withId, querystring: asked }, config: { ...read, door: 'page' } },
      ({ ctx, params, query }, reply) =>
        showContractor(ctx, reply, (params as Static<typeof withId>).id, { own, ...query }),
    )
  }

  app.get(
    '/:id/edit',
    { schema: { params: withId }, config: { ...edit, door: 'page', form: contractorForm, again: editAgain } },
    ({ ctx, params }, reply) => showEdit(ctx, reply, params.id),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: changedContractor, response },
      config: { ...edit, form: contractorFormAgain, again: editAgain },
    },
    async ({ ctx, params: { id }, body }, reply) => {
      await saveContractor(ctx, id, { version: undefined, ...body })
      return reply.saved((await presentContractor(ctx, id)).record, `/contractors/${id}`)
    },
  )
  app.delete(
    '/:id',
    { schema: { params: withId, querystring: versionQuery, response: undone }, config: edit },
    async ({ ctx, params, query }, reply) => {
      const undo = await removeContractor(ctx, params.id, { version: query.version })
      return reply.removed('/contractors', undo)
    },
  )
}

async function showContractor(ctx: Ctx, reply: FastifyReply, id: number, wanted: Asked): Promise<unknown> {
  const { row, record } = await presentContractor(ctx, id)
  return reply.page('core/contractor-page', record, {
    title: row.fullName,
    crumbs: [{ label: ctx.t('core.contractors'), href: '/contractors' }, { label: row.fullName }],
    extras: () => perspective(ctx, row, record, wanted),
  })
}

async function showNew(ctx: Ctx, reply: FastifyReply, refused?: RefusedForm): Promise<unknown> {
  const values = refused?.values ?? { kind: 'company', country: 'PL', ownerId: ctx.operator?.id }
  const view = await formView(ctx, isTwin(refused) ? newContractorFormAgain : newContractorForm, {
    values,
    refused,
    action: '/contractors',
    cancel: '/contractors',
    fresh: true,
  })
  const title = ctx.t('core.contractor.new')

  return reply.page(
    'core/form-page',
    { form: view, aside: [await twinsOf(ctx, refused)] },
    {
      title,
      crumbs: [{ label: ctx.t('core.contractors'), href: '/contractors' }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}

async function showEdit(ctx: Ctx, reply: FastifyReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const { row, record } = await presentContractor(ctx, id)
  const at = `/contractors/${id}`
  const view = await formView(ctx, isTwin(refused) ? contractorFormAgain : contractorForm, {
    record,
    values: refused?.values,
    refused,
    action: at,
    cancel: at,
  })

  return reply.page(
    'core/form-page',
    { form: view, aside: [await twinsOf(ctx, refused, id)] },
    {
      title: ctx.t('core.contractor.edit'),
      crumbs: [
        { label: ctx.t('core.contractors'), href: '/contractors' },
        { label: row.fullName, href: at },
        { label: ctx.t('core.edit') },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

const isTwin = (refused: RefusedForm | undefined) => refused?.code === 'core.possible-duplicate'

/** Whom the typed contractor may be, beside the form; it asks again by itself as one types. */
async function twinsOf(ctx: Ctx, refused: RefusedForm | undefined, except?: number) {
  const alike = refused ? await candidates(ctx, refused.values, except) : []
  return { template: 'core/contractor-twins', alike, except: except ?? null }
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) => showNew(ctx, reply, refused)
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showEdit(ctx, reply, (params as Static<typeof withId>).id, refused)
