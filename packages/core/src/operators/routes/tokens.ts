import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { writing } from '../../db/writing.js'
import { itemsOf } from '../../http/answers.js'
import { recordId, withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { Refusal } from '../../plugin/refusal.js'
import type { App, RefusedForm } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { judged } from '../deactivate-operator.js'
import { tokenAnswer, tokenBody, tokenForm, tokenRows, wantedToken } from '../token-form.js'
import { createToken, revokeToken, tokensOf, type TokenView } from '../tokens.js'

const managed = { permission: may.manageOperators } as const
const one = Type.Object({ ...withId.properties, token: recordId })
const made = Type.Object({ ...tokenAnswer.properties, token: Type.String({ maxLength: 60 }) })

/**
 * Tokens of somebody else, for who manages operators: to be seen and ended. Made here are only those of programs, which
 * have nobody who could sign in and make them; a person's own act in his name, and he alone makes them.
 */
export function operatorTokens(app: App): void {
  app.get(
    '/:id/tokens',
    { schema: { params: withId, response: { 200: itemsOf(tokenAnswer) } }, config: managed },
    (request, reply) => show(request, reply, request.params.id),
  )

  // What is shown once is kept with no idempotency key, hence no transaction of the edge.
  app.post(
    '/:id/tokens',
    {
      schema: { params: withId, body: tokenBody, response: { 201: made } },
      config: {
        ...managed,
        transaction: false,
        again: (request, reply, refused) => show(request, reply, (request.params as { id: number }).id, { refused }),
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const made = await newToken(request, params.id, body)
      return show(request, reply, params.id, { made })
    },
  )

  app.delete(
    '/:id/tokens/:token',
    { schema: { params: one }, config: managed },
    async ({ ctx, params: { id, token } }, reply) => {
      await judged(ctx, id)
      await revokeToken(ctx, id, token)
      return reply.removed(`/operators/${id}/tokens`)
    },
  )
}

async function newToken({ ctx }: FastifyRequest, id: number, body: Static<typeof tokenBody>) {
  return writing(ctx.db, async (db) => {
    const inside = { ...ctx, db }
    const row = await judged(inside, id)
    if (row.kind !== 'service' || row.deactivatedAt !== null) throw new Refusal('core.token-of-person')
    return createToken(inside, id, wantedToken(body))
  })
}

interface Shown {
  readonly refused?: RefusedForm
  readonly made?: TokenView & { readonly token: string }
}

async function show(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  id: number,
  { refused, made }: Shown = {},
): Promise<never> {
  const row = await judged(ctx, id)
  const tokens = await tokensOf(ctx, id)
  const at = `/operators/${id}/tokens`
  return reply.page('core/operator-tokens', made ?? { items: tokens }, {
    title: ctx.t('core.tokens'),
    crumbs: [
      { label: ctx.t('core.operators'), href: '/operators' },
      { label: row.name, href: `/operators/${id}` },
      { label: ctx.t('core.tokens') },
    ],
    ...(refused && { status: refused.status }),
    ...(made && { status: 201 }),
    extras: async () => ({
      name: row.name,
      made: made?.token ?? null,
      message: row.kind === 'service' ? null : (refused?.message ?? null),
      tokens: tokenRows(ctx, tokens),
      at,
      form:
        row.kind === 'service' && row.deactivatedAt === null
          ? await formView(ctx, tokenForm, { action: at, cancel: `/operators/${id}`, values: refused?.values, refused })
          : null,
    }),
  })
}
