import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { recordId } from '../../http/params.js'
import { Refusal } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { coreSettings } from '../../settings/core-settings.js'
import { safeNext } from '../safe-next.js'
import { rememberDays } from '../second-factor/devices.js'
import { deviceCookie, passCookie, sessionCookie } from '../session-cookie.js'
import { endSession } from '../sessions.js'
import { signIn, signInByCode, type SignedIn } from '../sign-in.js'
import { actFor, actForNobody } from '../substitution/act.js'

const next = Type.Optional(Type.String({ maxLength: 2000 }))
/** Login and password, with the code or without; or, in the second step, the code alone. */
const credentials = Type.Object({
  login: Type.Optional(Type.String({ maxLength: 200 })),
  password: Type.Optional(Type.String({ maxLength: 500 })),
  code: Type.Optional(Type.String({ maxLength: 40 })),
  /** Not to be asked for the code in this browser for a while. */
  remember: Type.Optional(Type.Boolean()),
  next,
})
const DAY_SECONDS = 86_400
const PASS_SECONDS = 300

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
      const { body } = request
      const next = safeNext(body.next)
      const byPassword = body.login !== undefined && body.password !== undefined
      try {
        const signedIn = await signedInBy(request, body)
        if (signedIn.session === null) {
          give(request, reply, passCookie, { value: signedIn.pass, seconds: PASS_SECONDS })
          return await showCode(request, reply, { next, refusal: new Refusal('core.code-needed', { status: 401 }) })
        }
        giveCookie(request, reply, signedIn.session)
        if (cookieOf(request, passCookie) !== '') forget(request, reply, passCookie)
        if (signedIn.device !== null) await giveDevice(request, reply, signedIn.device)
      } catch (error) {
        if (!(error instanceof Refusal) || !SHOWN.has(error.code)) throw error
        reply.headers(error.details.headers ?? {})
        if (error.code === 'core.bad-code' && !byPassword) return showCode(request, reply, { next, refusal: error })
        return showSignIn(request, reply, { login: body.login ?? '', next, refusal: error })
      }

      return reply.saved({}, next)
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

  const always = { permission: 'signed-in', door: 'page', withoutFactor: true } as const
  app.get('/renewal', { schema: {}, config: always }, async (_request, reply) => reply.removed('/me'))

  app.delete('/', { schema: {}, config: always }, async (request, reply) => {
    const cookie = sessionCookie(request.ctx.world.publicAddress)
    await endSession(request.ctx, cookieOf(request))
    reply.clearCookie(cookie.name, cookie.options)

    return reply.removed('/sign-in')
  })
}

/** Puts the id of a new session into the browser. */
export function giveCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  give(request, reply, sessionCookie, { value: token })
}

/** What the sign-in page itself tells. */
const SHOWN: ReadonlySet<string> = new Set([
  'core.bad-credentials',
  'core.bad-code',
  'core.sign-in-over',
  'core.login-locked',
  'core.too-many',
  'core.second-factor-lost',
])

type Given = Static<typeof credentials>

async function signedInBy(request: FastifyRequest, { login, password, code, remember }: Given): Promise<SignedIn> {
  const { ctx, ip, headers } = request
  const shown = {
    address: ip,
    agent: headers['user-agent'] ?? '',
    device: cookieOf(request, deviceCookie),
    ...(code !== undefined && { code }),
    remember,
  }
  if (login !== undefined && password !== undefined) return signIn(ctx, { ...shown, login, password })
  if (code === undefined) throw new Refusal('core.bad-credentials', { status: 401 })
  return signInByCode(ctx, { ...shown, pass: cookieOf(request, passCookie) })
}

type Cookie = typeof sessionCookie

function give(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  cookie: Cookie,
  { value, seconds }: { readonly value: string; readonly seconds?: number },
): void {
  const { name, options } = cookie(ctx.world.publicAddress)
  reply.setCookie(name, value, { ...options, ...(seconds !== undefined && { maxAge: seconds }) })
}

async function giveDevice(request: FastifyRequest, reply: FastifyReply, value: string): Promise<void> {
  give(request, reply, deviceCookie, { value, seconds: (await rememberDays(request.ctx)) * DAY_SECONDS })
}

function forget({ ctx }: FastifyRequest, reply: FastifyReply, cookie: Cookie): void {
  const { name, options } = cookie(ctx.world.publicAddress)
  reply.clearCookie(name, options)
}

function cookieOf({ ctx, cookies }: FastifyRequest, cookie: Cookie = sessionCookie): string {
  return cookies[cookie(ctx.world.publicAddress).name] ?? ''
}

interface Shown {
  readonly next: string
  readonly refusal?: Refusal
}

async function showSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { login, next, refusal }: Shown & { readonly login: string },
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

/** The second step; the password is not in it, the cookie says that it was right. */
async function showCode(
  request: FastifyRequest,
  reply: FastifyReply,
  { next, refusal }: Required<Shown>,
): Promise<unknown> {
  const { ctx } = request
  const { firmName } = await ctx.settings('core', coreSettings)
  return reply.page(
    'core/sign-in-code',
    {
      firm: firmName,
      next,
      days: await rememberDays(ctx),
      asking: refusal.code === 'core.code-needed',
      message: ctx.t(refusal.code, refusal.details.params),
    },
    { title: ctx.t('core.sign-in.title'), status: refusal.status },
  )
}
