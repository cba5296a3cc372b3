import { Type } from '@sinclair/typebox'
import { recordId, withId } from '../http/params.js'
import type { Routes } from '../plugin/routes.js'
import { notificationsOf, readAll, readNotification, unreadCount } from './read-notifications.js'
import { saveWishes } from './wishes.js'

const text = (maxLength: number) => Type.String({ maxLength })
const orNull = (maxLength: number) => Type.Union([text(maxLength), Type.Null()])
const view = Type.Object({
  id: recordId,
  kind: text(80),
  icon: text(40),
  text: text(4000),
  href: orNull(200),
  createdAt: text(24),
  readAt: orNull(24),
  action: Type.Union([Type.Object({ label: text(200), href: text(200) }), Type.Null()]),
})
const asked = Type.Object({
  before: Type.Optional(recordId),
  unread: Type.Optional(Type.Literal('yes')),
})
const answered = Type.Object({
  items: Type.Array(view, { maxItems: 50 }),
  next: Type.Union([recordId, Type.Null()]),
  /** Counted as far as a hundred. */
  unread: Type.Integer({ minimum: 0, maximum: 100 }),
})
const count = Type.Object({ unread: Type.Integer({ minimum: 0, maximum: 100 }) })
/** Ids of the kinds that come by e-mail; the others do not. An empty text is nothing: a form without a tick sends one. */
const wishes = Type.Object({ mail: Type.Array(text(80), { maxItems: 500 }) })
/** What the page says of a press: to stay rather than to go where it leads. */
const pressed = Type.Object({ stay: Type.Optional(Type.Literal('yes')) })

/** What an operator was told of: his own, newest first. */
export const notifications: Routes = (app) => {
  const own = { permission: 'signed-in' } as const

  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answered } }, config: own },
    async ({ ctx, query }, reply) => {
      const about = { unread: query.unread === 'yes', ...(query.before !== undefined && { before: query.before }) }
      const list = { ...(await notificationsOf(ctx, about)), unread: await unreadCount(ctx) }
      return reply.page('core/notifications', list, {
        title: ctx.t('core.notifications'),
        extras: () => ({
          live: `core.notifications:${ctx.operator?.id ?? 0}`,
          only: query.unread ?? null,
          here: query.unread ? '/notifications?unread=yes' : '/notifications',
          tabs: [
            { label: ctx.t('core.notifications.all'), href: '/notifications', current: !query.unread, count: null },
            {
              label: ctx.t('core.notifications.unread'),
              href: '/notifications?unread=yes',
              current: query.unread === 'yes',
              count: list.unread,
            },
          ],
        }),
      })
    },
  )

  app.get('/bell', { schema: { response: { 200: count } }, config: { ...own, door: 'page' } }, async ({ ctx }, reply) =>
    reply.page('core/bell', { unread: await unreadCount(ctx) }, { title: ctx.t('core.notifications') }),
  )

  app.post('/reading', { schema: { response: { 200: count } }, config: own }, async ({ ctx }, reply) => {
    await readAll(ctx)
    return reply.saved({ unread: 0 }, '/notifications')
  })

  app.post(
    '/:id/reading',
    { schema: { params: withId, body: pressed, response: { 200: view } }, config: own },
    async ({ ctx, params, body }, reply) => {
      const read = await readNotification(ctx, params.id)
      return reply.saved(read, body.stay === 'yes' || read.href === null ? '/notifications' : read.href)
    },
  )

  app.put(
    '/wishes',
    { schema: { body: wishes, response: { 200: wishes } }, config: own },
    async ({ ctx, body }, reply) => {
      const mail = body.mail.filter((id) => id !== '')
      await saveWishes(ctx, mail)
      return reply.saved({ mail }, '/me')
    },
  )
}
