import { Type } from '@sinclair/typebox'
import { recordSchema } from '../entity/schemas.js'
import { withId } from '../http/params.js'
import { recordOf, resource } from '../http/resource.js'
import { may } from '../permissions.js'
import type { App, Routes } from '../plugin/routes.js'
import { webhookForm, webhookList } from './face.js'
import { dropFormerSecret, newSecret, setCalled, testCall } from './secrets.js'
import { webhook } from './webhook.js'
import { webhookPage } from './webhook-page.js'

const secretAnswer = Type.Object({ id: Type.Integer({ minimum: 1 }), secret: Type.String({ maxLength: 100 }) })
const response: object = { 200: recordSchema(webhook), 201: recordSchema(webhook) }

/** Webhooks, their secrets, and whether they are called. */
export const webhooks: Routes = resource(webhook, { list: webhookList, form: webhookForm, page: webhookPage, more })

function more(app: App): void {
  const config = { permission: may.manageWebhooks }

  app.post(
    '/:id/secrets',
    { schema: { params: withId, response: { 200: secretAnswer } }, config },
    async ({ ctx, params: { id } }, reply) => {
      const secret = await newSecret(ctx, id)
      const { row } = await recordOf(ctx, webhook, id)
      const crumbs = [
        { label: ctx.t('core.webhooks'), href: '/webhooks' },
        { label: row.name, href: `/webhooks/${id}` },
      ]
      return reply.page(
        'core/webhook-secret',
        { id, secret },
        {
          title: ctx.t('core.webhook.secret'),
          crumbs,
          extras: () => ({ called: row.name }),
        },
      )
    },
  )
  app.delete('/:id/secrets/former', { schema: { params: withId }, config }, async ({ ctx, params: { id } }, reply) => {
    await dropFormerSecret(ctx, id)
    return reply.removed(`/webhooks/${id}`)
  })
  for (const [method, called] of [
    ['post', true],
    ['delete', false],
  ] as const)
    app[method](
      '/:id/activation',
      { schema: { params: withId, response }, config },
      async ({ ctx, params: { id } }, reply) => {
        await setCalled(ctx, id, called)
        return reply.saved((await recordOf(ctx, webhook, id)).record, `/webhooks/${id}`)
      },
    )
  app.post('/:id/tests', { schema: { params: withId, response }, config }, async ({ ctx, params: { id } }, reply) => {
    await testCall(ctx, id)
    return reply.saved((await recordOf(ctx, webhook, id)).record, `/webhooks/${id}`)
  })
}
