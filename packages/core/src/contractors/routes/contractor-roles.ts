import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { present } from '../../entity/present.js'
import { createBody, recordSchema, saveBody } from '../../entity/schemas.js'
import { save } from '../../entity/save.js'
import { seenOne } from '../../entity/seen.js'
import { itemsOf } from '../../http/answers.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { form, place } from '../../plugin/forms.js'
import { notFound } from '../../plugin/refusal.js'
import type { App, RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { ContractorRole, contractorRole } from '../roles/contractor-role.js'
import {
  archiveContractorRole,
  createContractorRole,
  contractorRoleUses,
  moveContractorRole,
} from '../services/contractor-roles.js'

const contractorRoleForm = form('core.contractor-role', {
  of: contractorRole,
  groups: [
    {
      key: 'role',
      fields: [place('labelPl', 3), place('labelEn', 3), place('hue', 6, { as: 'chips' })],
    },
  ],
})
const listed: object = { 200: itemsOf(recordSchema(contractorRole)) }
const response: object = { 200: recordSchema(contractorRole), 201: recordSchema(contractorRole) }
const placing = Type.Object({ direction: Type.Union([Type.Literal('up'), Type.Literal('down')]) })

/** What contractors may be to us: everybody reads it, `core.manage-attributes` changes it. */
export const contractorRolesRoutes: Routes = (app) => {
  const manage = { permission: may.manageAttributes }

  app.get('/', { schema: { response: listed }, config: { permission: 'signed-in' } }, async ({ ctx }, reply) => {
    const rows = await ContractorRole.query(ctx.db).orderBy('position').orderBy('id')
    const items = await present(ctx, contractorRole, rows)
    return reply.page(
      'core/contractor-roles',
      { items },
      {
        title: ctx.t('core.contractor-roles'),
        crumbs: [{ label: ctx.t('core.contractor-roles') }],
        extras: () => pageOf(ctx, rows),
      },
    )
  })
  app.get('/new', { schema: {}, config: { ...manage, door: 'page' } }, ({ ctx }, reply) => showForm(ctx, reply, {}))
  app.post(
    '/',
    {
      schema: { body: createBody(contractorRole), response },
      config: { ...manage, form: contractorRoleForm, again: newAgain },
    },
    async ({ ctx, body }, reply) => {
      const row = await createContractorRole(ctx, body)
      return reply.created(await one(ctx, row), '/contractor-roles')
    },
  )
  app.get(
    '/:id',
    { schema: { params: withId, response }, config: { permission: 'signed-in', door: 'api' } },
    async ({ ctx, params }, reply) =>
      reply.page('', await one(ctx, await seenOne(ctx, contractorRole, params.id)), {
        title: ctx.t('core.contractor-role'),
      }),
  )
  app.get('/:id/edit', { schema: { params: withId }, config: { ...manage, door: 'page' } }, ({ ctx, params }, reply) =>
    showForm(ctx, reply, { id: params.id }),
  )
  app.put(
    '/:id',
    {
      schema: { params: withId, body: saveBody(contractorRole), response },
      config: { ...manage, form: contractorRoleForm, again: editAgain },
    },
    async ({ ctx, params, body }, reply) =>
      reply.saved(
        await one(ctx, await save(ctx, contractorRole, params.id, { version: undefined, ...body })),
        '/contractor-roles',
      ),
  )
  placesAndArchive(app)
}

function placesAndArchive(app: App): void {
  const manage = { permission: may.manageAttributes }
  app.post('/:id/archival', { schema: { params: withId, response }, config: manage }, async ({ ctx, params }, reply) =>
    reply.created(await one(ctx, await archiveContractorRole(ctx, params.id, true)), '/contractor-roles'),
  )
  app.delete('/:id/archival', { schema: { params: withId }, config: manage }, async ({ ctx, params }, reply) => {
    await archiveContractorRole(ctx, params.id, false)
    return reply.removed('/contractor-roles')
  })
  app.post(
    '/:id/place',
    { schema: { params: withId, body: placing, response }, config: manage },
    async ({ ctx, params, body }, reply) => {
      await moveContractorRole(ctx, params.id, body.direction)
      return reply.saved(await one(ctx, await seenOne(ctx, contractorRole, params.id)), '/contractor-roles')
    },
  )
}

async function pageOf(ctx: Ctx, rows: readonly ContractorRole[]) {
  const uses = await contractorRoleUses(ctx)
  return {
    mayManage: ctx.can(may.manageAttributes),
    rows: rows.map((row, index) => ({
      id: row.id,
      label: ctx.locale === 'pl' ? row.labelPl : row.labelEn,
      other: ctx.locale === 'pl' ? row.labelEn : row.labelPl,
      key: row.key,
      hue: row.hue,
      archived: row.archivedAt !== null,
      uses: uses.get(row.key) ?? 0,
      first: index === 0,
      last: index === rows.length - 1,
    })),
  }
}

async function one(ctx: Ctx, row: ContractorRole) {
  const [record] = await present(ctx, contractorRole, [row])
  if (record === undefined) throw notFound()
  return record
}

async function showForm(
  ctx: Ctx,
  reply: FastifyReply,
  { id, refused }: { id?: number; refused?: RefusedForm },
): Promise<unknown> {
  const record = id === undefined ? undefined : await one(ctx, await seenOne(ctx, contractorRole, id))
  const action = id === undefined ? '/contractor-roles' : `/contractor-roles/${id}`
  const view = await formView(ctx, contractorRoleForm, {
    record,
    values: refused?.values,
    refused,
    action,
    cancel: '/contractor-roles',
    fresh: id === undefined,
  })
  const title = ctx.t(id === undefined ? 'core.contractor-role.new' : 'core.contractor-role.edit')

  return reply.page(
    'core/form-page',
    { form: view, aside: null },
    {
      title,
      crumbs: [{ label: ctx.t('core.contractor-roles'), href: '/contractor-roles' }, { label: title }],
      ...(refused && { status: refused.status }),
    },
  )
}

const newAgain = ({ ctx }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showForm(ctx, reply, { refused })
const editAgain = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  showForm(ctx, reply, { id: (params as Static<typeof withId>).id, refused })
