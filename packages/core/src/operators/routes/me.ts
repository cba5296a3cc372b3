import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { doerOf } from '../../entity/doer.js'
import { itemsOf } from '../../http/answers.js'
import { recordId } from '../../http/params.js'
import { readied } from '../../http/readied.js'
import { wantsMail, wishedKinds } from '../../notifications/wishes.js'
import { refuseFields } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { meAnswer, meForm, meOf, passwordForm, saveMe } from '../me.js'
import { type Preferences, savePreferences } from '../preferences.js'
import { factorOf } from '../second-factor/second-factor.js'
import { sessionCookie } from '../session-cookie.js'
import { createSession, endSessions, sessionsOf } from '../sessions.js'
import { changePassword, readyChange } from '../set-password.js'
import { substitutionsOf } from '../substitution/substitutions-of.js'
import { tokenAnswer, tokenBody, tokenForm, tokenRows, wantedToken } from '../token-form.js'
import { createToken, revokeToken, tokensOf } from '../tokens.js'
import { giveCookie } from './sign-in.js'

const id = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 }) })
const locale = Type.Union([Type.Literal('pl'), Type.Literal('en')])
const folded = Type.Union([Type.Literal('open'), Type.Literal('closed')])
const preferences = Type.Object({
  locale: Type.Optional(locale),
  theme: Type.Optional(Type.Union([Type.Literal('auto'), Type.Literal('light'), Type.Literal('dark')])),
  density: Type.Optional(Type.Union([Type.Literal('dense'), Type.Literal('normal'), Type.Literal('roomy')])),
  keys: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
  /** Groups of the side bar. */
  menu: Type.Optional(Type.Record(Type.String({ maxLength: 20 }), folded, { maxProperties: 20 })),
})
const response: object = { 200: meAnswer }
const own = { config: { permission: 'signed-in' } } as const

/** One's own sessions: whence, and when used last. Their ids open nothing. */
const sessionAnswer = Type.Object({
  id: recordId,
  createdAt: Type.String({ maxLength: 24 }),
  seenAt: Type.String({ maxLength: 24 }),
  address: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
  agent: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  current: Type.Boolean(),
})

const passwords = Type.Object({ present: word(), password: word(), repeated: word() })
const changed = readied(async ({ ctx, body }) => {
  const { present, password, repeated } = body as Static<typeof passwords>
  if (password !== repeated) throw refuseFields([{ path: 'repeated', code: 'core.passwords-differ' }])
  return readyChange(ctx, { present, password })
})

/** One's own account: what one is called and likes, password, sessions and tokens. Everybody may, about himself. */
export const me: Routes = (app) => {
  app.get('/', { schema: { response }, ...own }, async (request, reply) => showMe(request, reply))

  app.put(
    '/',
    {
      schema: {
        body: Type.Object({
          name: Type.Optional(Type.String({ maxLength: 120 })),
          email: Type.Optional(Type.Union([Type.String({ maxLength: 254 }), Type.Null()])),
          phone: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
          locale: Type.Optional(locale),
        }),
        response,
      },
      config: { permission: 'signed-in', again: (request, reply, refused) => showMe(request, reply, { me: refused }) },
    },
    async ({ ctx, body }, reply) => {
      await saveMe(ctx, body)
      return reply.saved(await meOf(ctx), '/me')
    },
  )

  app.put(
    '/preferences',
    { schema: { body: preferences, response }, ...own },
    async ({ ctx, body: { menu = {}, ...wishes } }, reply) => {
      const groups = Object.fromEntries(Object.entries(menu).map(([group, state]) => [`menu.${group}`, state]))
      await savePreferences(ctx, { ...wishes, ...groups } as Preferences)
      return reply.saved(await meOf(ctx), '/me')
    },
  )

  app.put(
    '/password',
    {
      schema: { body: passwords },
      preHandler: changed.ready,
      config: {
        permission: 'signed-in',
        door: 'page',
        again: (request, reply, refused) => showMe(request, reply, { password: refused }),
      },
    },
    async (request, reply) => {
      const { ctx } = request
      await changePassword(ctx, changed.of(request))
      giveCookie(request, reply, await createSession(ctx, doerOf(ctx) ?? 0, whence(request)))
      return reply.saved({}, '/me')
    },
  )

  app.get(
    '/sessions',
    { schema: { response: { 200: itemsOf(sessionAnswer) } }, ...own },
    async ({ ctx, cookies }, reply) => {
      const items = await sessionsOf(ctx, doerOf(ctx) ?? 0, cookies[sessionCookie(ctx.world.publicAddress).name])
      return reply.page('core/sessions', { items }, { title: ctx.t('core.me.sessions'), crumbs: ownCrumbs(ctx) })
    },
  )

  // All but the one that asks: a program has none, and ends them all.
  app.delete('/sessions', { schema: {}, ...own }, async ({ ctx, cookies }, reply) => {
    const except = cookies[sessionCookie(ctx.world.publicAddress).name] ?? ''
    await endSessions(ctx, doerOf(ctx) ?? 0, { except: ctx.origin === 'page' ? except : '' })
    return reply.removed('/me/sessions')
  })

  app.delete('/sessions/:id', { schema: { params: id }, ...own }, async ({ ctx, params }, reply) => {
    await endSessions(ctx, doerOf(ctx) ?? 0, { id: params.id })
    return reply.removed('/me/sessions')
  })

  app.get(
    '/tokens',
    { schema: { response: { 200: itemsOf(tokenAnswer) } }, config: { permission: 'signed-in', door: 'api' } },
    async ({ ctx }, reply) => reply.page('', { items: await tokensOf(ctx, doerOf(ctx) ?? 0) }, { title: '' }),
  )

  app.post(
    '/tokens',
    {
      schema: {
        body: tokenBody,
      },
      config: {
        permission: 'signed-in',
        door: 'page',
        again: (request, reply, refused) => showMe(request, reply, { token: refused }),
      },
    },
    async (request, reply) => {
      const { token } = await createToken(request.ctx, doerOf(request.ctx) ?? 0, wantedToken(request.body))
      return showMe(request, reply, { made: token })
    },
  )

  app.delete('/tokens/:id', { schema: { params: id }, ...own }, async ({ ctx, params }, reply) => {
    await revokeToken(ctx, doerOf(ctx) ?? 0, params.id)
    return reply.removed('/me')
  })
}

interface Shown {
  readonly me?: RefusedForm
  readonly password?: RefusedForm
  readonly token?: RefusedForm
  /** A token that was just made: shown now and never again. */
  readonly made?: string
}

async function showMe(
  request: FastifyRequest,
  reply: FastifyReply,
  { me: refused, password, token, made }: Shown = {},
): Promise<unknown> {
  const { ctx } = request
  const operatorId = doerOf(ctx) ?? 0
  const cookie = request.cookies[sessionCookie(ctx.world.publicAddress).name]
  const status = (refused ?? password ?? token)?.status

  return reply.page('core/me', await meOf(ctx), {
    title: ctx.t('core.me.title'),
    ...(status && { status }),
    extras: async () => ({
      made: made ?? null,
      looks: looksOf(ctx),
      factor: await factorOf(ctx, operatorId),
      kinds: wishedKinds(ctx).map((kind) => ({
        id: kind.id,
        label: ctx.t(`notification.${kind.id}.kind`),
        checked: wantsMail(kind, ctx.operator?.preferences ?? {}),
      })),
      meForm: await formView(ctx, meForm, {
        action: '/me',
        cancel: '/me',
        values: refused?.values ?? { ...(await meOf(ctx)) },
        refused,
      }),
      passwordForm: await formView(ctx, passwordForm, { action: '/me/password', cancel: '/me', refused: password }),
      tokenForm: await formView(ctx, tokenForm, {
        action: '/me/tokens',
        cancel: '/me',
        values: token?.values,
        refused: token,
      }),
      substitutions: await substitutionsOf(ctx, operatorId, request.standIn),
      sessions: await sessionsOf(ctx, operatorId, cookie),
      tokens: tokenRows(ctx, await tokensOf(ctx, operatorId)),
    }),
  })
}

const LOOKS = { locale: ['pl', 'en'], theme: ['auto', 'light', 'dark'], density: ['dense', 'normal', 'roomy'] } as const
const LOOKS_AT_FIRST: Readonly<Record<string, string>> = { theme: 'auto', density: 'normal' }

/** What one may choose of the page's looks, with the choice in force. */
function looksOf({ operator, locale: language, t }: Ctx) {
  const chosen: Readonly<Record<string, string>> = { ...LOOKS_AT_FIRST, ...operator?.preferences, locale: language }
  return Object.entries(LOOKS).map(([name, values]) => {
    const key = name === 'locale' ? 'core.language' : `core.${name}`
    return {
      name,
      label: t(key),
      options: values.map((value) => ({ value, label: t(`${key}.${value}`), selected: chosen[name] === value })),
    }
  })
}

function ownCrumbs({ t }: Ctx) {
  return [{ label: t('core.me.title'), href: '/me' }, { label: t('core.me.sessions') }]
}

function word() {
  return Type.String({ maxLength: 500 })
}

function whence({ ip, headers }: FastifyRequest) {
  return { address: ip, agent: headers['user-agent'] ?? '' }
}
