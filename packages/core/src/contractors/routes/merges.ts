import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { pick } from '../../search/pick.js'
import { contractor } from '../contractor.js'
import { mergePage } from '../pages/merge-page.js'
import { seenContractor } from '../present-contractor.js'
import { candidates } from '../services/candidates.js'
import { mergeContractors } from '../services/merge-contractors.js'

const side = Type.Union([Type.Literal('keep'), Type.Literal('take')])
const sides = Type.Record(Type.String({ maxLength: 60 }), side, { maxProperties: 100 })
const merge = Type.Object({
  keep: recordId,
  take: recordId,
  fields: Type.Optional(
    Type.Object({
      ...Object.fromEntries(
        Object.entries(contractor.fields)
          .filter(([name, field]) => !field.readonly && name !== 'kind' && name !== 'roles')
          .map(([name, field]) => [field.kind === 'ref' ? `${name}Id` : name, Type.Optional(side)]),
      ),
      attributes: Type.Optional(sides),
    }),
  ),
})
const merged = Type.Object({ id: recordId, take: recordId, changeSetId: recordId })
const asked = Type.Object({
  keep: recordId,
  take: Type.Optional(recordId),
  q: Type.Optional(Type.String({ maxLength: 200 })),
})

/** `/contractor-merges`: two contractors that are one become one. */
export const contractorMerges: Routes = (app) => {
  const config = { permission: may.mergeContractors }

  app.get(
    '/new',
    { schema: { querystring: asked }, config: { ...config, door: 'page' } },
    ({ ctx, query: { keep, take, q = '' } }, reply) =>
      take === undefined ? choose(ctx, reply, keep, q) : show(ctx, reply, { keep, take }),
  )
  app.post(
    '/',
    { schema: { body: merge, response: { 201: merged } }, config: { ...config, again } },
    async ({ ctx, body }, reply) => {
      const { changeSetId } = await mergeContractors(ctx, body)
      const answered = { id: body.keep, take: body.take }
      return reply.created(answered, `/contractors/${body.keep}`, { changeSetId })
    },
  )
}

/** The first step: which other one is the same. */
async function choose(ctx: Ctx, reply: FastifyReply, keep: number, q: string): Promise<unknown> {
  const row = await seenContractor(ctx, keep)
  const alike = await candidates(ctx, { ...row }, keep)
  const found = q === '' ? [] : (await pick(ctx, contractor, q, { kind: row.kind })).filter(({ id }) => id !== keep)
  const at = (id: number) => `/contractor-merges/new?keep=${keep}&take=${id}`

  return reply.page(
    'core/merge-choice',
    {
      keep: { id: keep, name: row.fullName },
      q,
      found: found.map(({ id, label }) => ({ label, href: at(id) })),
      alike: alike.map(({ id, name, score }) => ({ label: name, score, href: at(id) })),
    },
    page(ctx, { keep, name: row.fullName }),
  )
}

async function show(
  ctx: Ctx,
  reply: FastifyReply,
  { keep, take }: { readonly keep: number; readonly take: number },
  refused?: RefusedForm,
): Promise<unknown> {
  const data = await mergePage(ctx, keep, take)
  const said = refused ? [refused.message, ...refused.errors.map(({ message }) => message)] : []
  return reply.page(
    'core/merge',
    { ...data, refused: [...new Set(said)] },
    { ...page(ctx, { keep, name: data.keep.name }), ...(refused && { status: refused.status }) },
  )
}

function page(ctx: Ctx, { keep, name }: { readonly keep: number; readonly name: string }) {
  const title = ctx.t('core.merge')
  return {
    title,
    crumbs: [
      { label: ctx.t('core.contractors'), href: '/contractors' },
      { label: name, href: `/contractors/${keep}` },
      { label: title },
    ],
  }
}

const again = ({ ctx, body }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) => {
  const { keep, take } = body as { readonly keep: number; readonly take: number }
  return show(ctx, reply, { keep: Number(keep), take: Number(take) }, refused)
}
