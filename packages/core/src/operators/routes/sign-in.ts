import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordId } from '../../http/params.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { coreSettings } from '../../settings/core-settings.js'
import { safeNext } from '../safe-next.js'
import { sessionCookie } from '../session-cookie.js'
import { endSession } from '../sessions.js'
import { signIn } from '../sign-in.js'
import { actFor, actForNobody } from '../substitution/act.js'

const next = Type.Optional(Type.String({ maxLength: 2000 }))
const credentials = Type.Object({
  login: Type.String({ maxLength: 200 }),
  password: Type.String({ maxLength: 500 }),
  next,
})

/** The sign-in page. Whoever is signed in already goes on. */
export const signInPage: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: Type.Object({ next }) }, config: { permission: 'anyone', door: 'page' } },
    async (request, reply) => {
      if (request.ctx.operator) return reply.saved({}, safeNext(request.query.next))

      return showSignIn(request, reply, { login: '', next: safeNext(request.query.next) })
    },
  )
}

/** Sessions are for browsers: programs have tokens, so the other door knows none of this. */
export const session: Routes = (app) => {
  app.post(
    '/',
    { schema: { body: credentials }, config: { permission: 'anyone', door: 'page', transaction: false } },
    async (request, reply) => {
      const { ctx, body, ip, headers } = request
      try {
        const token = await signIn(ctx, { ...body, address: ip, agent: headers['user-agent'] ?? '' })
        giveCookie(request, reply, token)
      } catch (error) {
        if (!(error instanceof Refusal) || (error.status !== 401 && error.status !== 429)) throw error
        reply.headers(error.details.headers ?? {})
        return showSignIn(request, reply, { login: body.login, next: safeNext(body.next), refusal: error })
      }

      return reply.saved({}, safeNext(body.next))
    },
  )

  app.put(
    '/acting',
    {
      schema: { body: Type.Object({ substitution: recordId }) },
      config: { permission: 'signed-in', door: 'page' },
    },
    async (request, reply) => {
      giveCookie(request, reply, await actFor(request.ctx, cookieOf(request), request.body.substitution))
      return reply.saved({}, '/')
    },
  )

  app.delete('/acting', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, async (request, reply) => {
    giveCookie(request, reply, await actForNobody(request.ctx, cookieOf(request)))
    return reply.removed('/')
  })

  app.get('/renewal', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, async (_request, reply) =>
    reply.removed('/me'),
  )

  app.delete('/', { schema: {}, config: { permission: 'signed-in', door: 'page' } }, async (request, reply) => {
    const cookie = sessionCookie(request.ctx.world.publicAddress)
    await endSession(request.ctx, cookieOf(request))
    reply.clearCookie(cookie.name, cookie.options)

    return reply.removed('/sign-in')
  })
}

/** Puts the id of a new session into the browser. */
export function giveCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const { name, options } = sessionCookie(request.ctx.world.publicAddress)
  reply.setCookie(name, token, options)
}

function cookieOf({ ctx, cookies }: FastifyRequest): string {
  return cookies[sessionCookie(ctx.world.publicAddress).name] ?? ''
}

async function showSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { login, next, refusal }: Shown,
): Promise<unknown> {
  const { ctx } = request
  const { firmName } = await ctx.settings('core', coreSettings)
  const message = refusal ? ctx.t(refusal.code, refusal.details.params) : null

  return reply.page(
    'core/sign-in',
    { firm: firmName, login, next, message },
    { title: ctx.t('core.sign-in.title'), ...(refusal && { status: refusal.status }) },
  )
}

interface Shown {
  readonly login: string
  readonly next: string
  readonly refusal?: Refusal
}
