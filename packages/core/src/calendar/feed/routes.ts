import { createHash } from 'node:crypto'
import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { calendarFile } from './calendar-file.js'
import { createFeed, feedOf, readerOf, revokeFeed } from './feeds.js'

const state = Type.Object({ createdAt: Type.Union([Type.String({ maxLength: 24 }), Type.Null()]) })
const made = Type.Object({ address: Type.String({ maxLength: 400 }) })
const file = Type.Object({ file: Type.String({ maxLength: 47, pattern: '^[\\w-]{43}\\.ics$' }) })
const shown: object = { 200: state }
const created: object = { 200: made, 201: made }

/** One's own calendar for other programs: the page on which its address is made and taken back, and the address itself. */
export const feedRoutes: Routes = (app) => {
  const config = { permission: may.readEvents }

  app.get(
    '/feed',
    { schema: { response: shown }, config },
    async ({ ctx }, reply) => showFeed(ctx, reply, null) as Promise<never>,
  )
  // The address is in the answer and nowhere else, so the answer is the page itself.
  app.post('/feed', { schema: { response: created }, config }, async ({ ctx }, reply) => {
    const feed = await createFeed(ctx)
    if (ctx.origin === 'api') return reply.page('', feed, { title: ctx.t('core.feed'), status: 201 })
    return showFeed(ctx, reply, feed.address) as Promise<never>
  })
  app.delete('/feed', { schema: {}, config }, async ({ ctx }, reply) => {
    await revokeFeed(ctx)
    return reply.removed('/calendar/feed')
  })

  // A program that reads calendars knows no session: the address is the secret, and his rights are those of this moment.
  app.get(
    '/:file',
    { schema: { params: file }, config: { permission: 'anyone', door: 'page' } },
    async (request, reply) => {
      const { ctx } = request
      const operator = await readerOf(ctx, request.params.file.slice(0, -'.ics'.length))
      if (operator === null) throw notFound()
      const text = await calendarFile({ ...ctx, operator, locale: operator.locale, t: inHis(ctx, operator.locale) })
      const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
      void reply.header('etag', etag).header('cache-control', 'private, no-cache')
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
      return reply.header('content-type', 'text/calendar; charset=utf-8').send(text)
    },
  )
}

const inHis =
  (ctx: Ctx, locale: Ctx['locale']): Ctx['t'] =>
  (key, params, other) =>
    ctx.t(key, params, other ?? locale)

async function showFeed(ctx: Ctx, reply: FastifyReply, address: string | null): Promise<unknown> {
  const feed = await feedOf(ctx)
  return reply.page('core/calendar-feed', feed, {
    title: ctx.t('core.feed'),
    crumbs: [{ label: ctx.t('core.calendar'), href: '/calendar' }, { label: ctx.t('core.feed') }],
    extras: () => ({ address }),
  })
}
