import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { withId } from '../../http/params.js'
import { readied } from '../../http/readied.js'
import { recordOf, resource } from '../../http/resource.js'
import { may } from '../../permissions.js'
import { unlockOperator } from '../deactivate-operator.js'
import { operatorForm } from '../forms.js'
import { operatorList } from '../lists.js'
import { type Operator, operator } from '../operator.js'
import { operatorPage } from '../operator-page.js'
import { factorOf, takeFactorOf } from '../second-factor/second-factor.js'
import { newPassword, resetPassword } from '../set-password.js'
import { deactivation } from './deactivation.js'
import { factorAnswer } from './second-factor.js'
import { operatorTokens } from './tokens.js'

const managed = { permission: may.manageOperators } as const
const given = readied(newPassword)

/** Who works here. An operator is never removed: what he did keeps his name. */
export const operators = resource(operator, {
  list: operatorList,
  form: operatorForm,
  remove: null,
  page: async (ctx, record, row) => ({ view: 'core/operator', extras: await operatorPage(ctx, record, row) }),
  more(app) {
    deactivation(app)
    operatorTokens(app)

    app.delete('/:id/lock', { schema: { params: withId }, config: managed }, async ({ ctx, params: { id } }, reply) => {
      await unlockOperator(ctx, id)
      return reply.removed(`/operators/${id}`)
    })

    app.get(
      '/:id/second-factor',
      { schema: { params: withId, response: { 200: factorAnswer } }, config: { ...managed, door: 'api' } },
      async ({ ctx, params: { id } }, reply) =>
        reply.page('', await factorOf(ctx, id), { title: ctx.t('core.second-factor') }),
    )

    app.delete(
      '/:id/second-factor',
      { schema: { params: withId }, config: managed },
      async ({ ctx, params: { id } }, reply) => {
        await takeFactorOf(ctx, id)
        return reply.removed(`/operators/${id}`)
      },
    )

    app.post(
      '/:id/password',
      { schema: { params: withId }, config: { ...managed, door: 'page' }, preHandler: given.ready },
      async (request, reply) => {
        const { ctx, params } = request
        const { password, hash } = given.of(request)
        await resetPassword(ctx, params.id, { hash })
        return showPassword(ctx, reply, (await recordOf(ctx, operator, params.id)).row, password)
      },
    )
  },
})

async function showPassword(
  ctx: Ctx,
  reply: FastifyReply,
  { id, login, name }: Operator,
  password: string,
): Promise<unknown> {
  return reply.page(
    'core/operator-password',
    { login, name, password, back: `/operators/${id}` },
    {
      title: ctx.t('core.operator.new-password'),
      crumbs: [
        { label: ctx.t('core.operators'), href: '/operators' },
        { label: name, href: `/operators/${id}` },
      ],
    },
  )
}
