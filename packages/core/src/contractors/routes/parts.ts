import { Type, type Static, type TObject } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import type { Model } from '../../db/model.js'
import { create } from '../../entity/create.js'
import { present } from '../../entity/present.js'
import { remove } from '../../entity/remove.js'
import { save } from '../../entity/save.js'
import { createBody, recordSchema, saveBody } from '../../entity/schemas.js'
import { seen, seenOne } from '../../entity/seen.js'
import { itemsOf } from '../../http/answers.js'
import { recordId, undone, versionQuery, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { Entity } from '../../plugin/entity.js'
import { notFound } from '../../plugin/refusal.js'
import type { App, RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { contractor } from '../contractor.js'
import { contractorParts, type Part } from '../part-forms.js'
import { seenContractor } from '../present-contractor.js'

const withPart = Type.Object({ id: recordId, part: recordId })

/** Departments, persons, addresses, numbers and accounts, each below the contractor it belongs to. */
export const parts: Routes = (app) => {
  for (const part of contractorParts) partRoutes(app, part)
}

/** A part's own address, `/persons/7`, leads to where it stands. */
export function partAddress({ entity, noun }: Part): Routes {
  return (app) => {
    app.get(
      '/:id',
      { schema: { params: withId }, config: { permission: may.readContractors, door: 'page' } },
      async ({ ctx, params }, reply) => {
        const row = (await seenOne(ctx, entity, params.id)) as Model & { contractorId: number }
        return reply.saved({}, `/contractors/${row.contractorId}#${noun}`)
      },
    )
  }
}

function partRoutes(app: App, part: Part): void {
  const { entity, noun, form } = part
  const read = { permission: may.readContractors }
  const edit = { permission: may.editContractors }
  const listed: object = { 200: itemsOf(recordSchema(entity)) }
  const response: object = { 200: recordSchema(entity), 201: recordSchema(entity) }
  const inPath = (body: TObject) => Type.Omit(body, ['contractorId'])

  app.get(
    `/:id/${noun}`,
    { schema: { params: withId, response: listed }, config: { ...read, door: 'api' } },
    async ({ ctx, params }, reply) => {
      const { id } = params as Static<typeof withId>
      await seenContractor(ctx, id)
      const rows = await seen(ctx, entity).where('contractor_id', id).orderBy('id')
      return reply.page('', { items: await present(ctx, entity, rows) }, { title: ctx.t(entity.id) })
    },
  )
  app.get(
    `/:id/${noun}/new`,
    { schema: { params: withId }, config: { ...edit, door: 'page' } },
    ({ ctx, params }, reply) => showNew(ctx, reply, part, (params as Static<typeof withId>).id),
  )
  app.post(
    `/:id/${noun}`,
    {
      schema: { params: withId, body: inPath(createBody(entity)), response },
      config: { ...edit, form, again: newAgain(part) },
    },
    async ({ ctx, params, body }, reply) => {
      const { id } = params as Static<typeof withId>
      const row = await create(ctx, entity, { ...(body as object), contractorId: id })
      return reply.created(await one(ctx, entity, row), `/contractors/${id}#${noun}`)
    },
  )
  app.get(
    `/:id/${noun}/:part`,
    { schema: { params: withPart, response }, config: { ...read, door: 'api' } },
    async ({ ctx, params }, reply) =>
      reply.page('', await one(ctx, entity, await partOf(ctx, part, params as Static<typeof withPart>)), {
        title: ctx.t(entity.id),
      }),
  )
  app.get(
    `/:id/${noun}/:part/edit`,
    { schema: { params: withPart }, config: { ...edit, door: 'page' } },
    ({ ctx, params }, reply) => showEdit(ctx, reply, part, params as Static<typeof withPart>),
  )
  app.put(
    `/:id/${noun}/:part`,
    {
      schema: { params: withPart, body: inPath(saveBody(entity)), response },
      config: { ...edit, form, again: editAgain(part) },
    },
    async ({ ctx, params, body }, reply) => {
      const at = params as Static<typeof withPart>
      await partOf(ctx, part, at)
      const row = await save(ctx, entity, at.part, { version: undefined, ...(body as object) })
      return reply.saved(await one(ctx, entity, row), `/contractors/${at.id}#${noun}`)
    },
  )
  app.delete(
    `/:id/${noun}/:part`,
    { schema: { params: withPart, querystring: versionQuery, response: undone }, config: edit },
    async ({ ctx, params, query }, reply) => {
      const at = params as Static<typeof withPart>
      await partOf(ctx, part, at)
      const { version } = query as Static<typeof versionQuery>
      return reply.removed(`/contractors/${at.id}#${noun}`, await remove(ctx, entity, at.part, { version }))
    },
  )
}

/** 404 as well when it is another contractor's. */
async function partOf(ctx: Ctx, { entity }: Part, at: Static<typeof withPart>): Promise<Model> {
  const row = (await seenOne(ctx, entity, at.part)) as Model & { contractorId: number }
  if (row.contractorId !== at.id) throw notFound()
  return row
}

async function one(ctx: Ctx, entity: Entity, row: Model) {
  const [record] = await present(ctx, entity, [row])
  if (record === undefined) throw notFound()
  return record
}

async function showNew(
  ctx: Ctx,
  reply: FastifyReply,
  { entity, noun, form }: Part,
  id: number,
  refused?: RefusedForm,
): Promise<unknown> {
  const owner = await seenOne(ctx, contractor, id)
  const action = `/contractors/${id}/${noun}`
  const view = await formView(ctx, form, {
    values: refused?.values ?? {},
    refused,
    action,
    fresh: true,
    cancel: `/contractors/${id}`,
  })

  return page(ctx, reply, {
    title: ctx.t(`${entity.id}.new`),
    owner: owner.fullName,
    id,
    refused,
    data: { form: view, removal: null },
  })
}

async function showEdit(
  ctx: Ctx,
  reply: FastifyReply,
  part: Part,
  at: Static<typeof withPart>,
  refused?: RefusedForm,
): Promise<unknown> {
  const { entity, noun, form } = part
  const owner = await seenOne(ctx, contractor, at.id)
  const row = await partOf(ctx, part, at)
  const record = await one(ctx, entity, row)
  const action = `/contractors/${at.id}/${noun}/${at.part}`
  const view = await formView(ctx, form, {
    record,
    values: refused?.values,
    refused,
    action,
    cancel: `/contractors/${at.id}`,
  })
  const removal = { href: `${action}/removal`, version: record.version, name: entity.label(row) }

  return page(ctx, reply, {
    title: ctx.t(`${entity.id}.edit`),
    owner: owner.fullName,
    id: at.id,
    refused,
    data: { form: view, removal },
  })
}

function page(
  ctx: Ctx,
  reply: FastifyReply,
  {
    title,
    owner,
    id,
    refused,
    data,
  }: { title: string; owner: string; id: number; refused: RefusedForm | undefined; data: object },
): Promise<unknown> {
  const crumbs = [
    { label: ctx.t('core.contractors'), href: '/contractors' },
    { label: owner, href: `/contractors/${id}` },
    { label: title },
  ]
  return reply.page('core/contractor-part-page', data, { title, crumbs, ...(refused && { status: refused.status }) })
}

const newAgain =
  (part: Part) =>
  ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
    showNew(ctx, reply, part, (params as Static<typeof withId>).id, refused)
const editAgain =
  (part: Part) =>
  ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
    showEdit(ctx, reply, part, params as Static<typeof withPart>, refused)
