import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { recordSchema } from '../../entity/schemas.js'
import { mustEdit, seenOne } from '../../entity/seen.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { contractor } from '../contractor.js'
import { presentContractor } from '../present-contractor.js'
import { deactivateContractor, openThings, reactivateContractor } from '../services/deactivate-contractor.js'

const asked = Type.Object({ closeOpen: Type.Optional(Type.Boolean()) })

/** `/contractors/:id/deactivation`: putting a contractor aside, and taking it back. */
export const deactivation: Routes = (app) => {
  const edit = { permission: may.editContractors }
  const response: object = { 201: recordSchema(contractor) }

  app.get(
    '/:id/deactivation',
    { schema: { params: withId }, config: { ...edit, door: 'page' } },
    ({ ctx, params }, reply) => show(ctx, reply, params.id),
  )
  app.post(
    '/:id/deactivation',
    { schema: { params: withId, body: asked, response }, config: { ...edit, again } },
    async ({ ctx, params: { id }, body }, reply) => {
      await deactivateContractor(ctx, id, body)
      return reply.created((await presentContractor(ctx, id)).record, `/contractors/${id}`)
    },
  )
  app.delete('/:id/deactivation', { schema: { params: withId }, config: edit }, async ({ ctx, params }, reply) => {
    await reactivateContractor(ctx, params.id)
    return reply.removed(`/contractors/${params.id}`)
  })
}

async function show(ctx: Ctx, reply: FastifyReply, id: number, refused?: RefusedForm): Promise<unknown> {
  const row = await seenOne(ctx, contractor, id)
  await mustEdit(ctx, contractor, row)
  const at = `/contractors/${id}`
  const title = ctx.t('core.contractor.deactivate')

  return reply.page(
    'core/contractor-deactivation',
    { at, name: row.fullName, open: await openThings(ctx, id), refused: refused?.message ?? null },
    {
      title,
      crumbs: [
        { label: ctx.t('core.contractors'), href: '/contractors' },
        { label: row.fullName, href: at },
        { label: title },
      ],
      ...(refused && { status: refused.status }),
    },
  )
}

const again = ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  show(ctx, reply, (params as Static<typeof withId>).id, refused)
