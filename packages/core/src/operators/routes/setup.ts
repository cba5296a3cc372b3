import { type Static, Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { loadExample } from '../../example/load-example.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { createSession } from '../sessions.js'
import { setUp } from '../set-up.js'
import { checkSetupKey, isSetUp } from '../setup-state.js'
import { setupForm, setupSuggestions, suggestedBy } from '../setup-form.js'
import { giveCookie } from './sign-in.js'

const line = (maxLength = 200) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))
const body = Type.Object({
  key: Type.String({ maxLength: 64 }),
  firmName: Type.String({ maxLength: 200 }),
  firmTaxId: line(30),
  firmStreet: line(),
  firmPostalCode: line(20),
  firmCity: line(100),
  firmAccount: line(50),
  locale: Type.Union([Type.Literal('pl'), Type.Literal('en')]),
  name: Type.String({ maxLength: 120 }),
  login: Type.String({ maxLength: 40 }),
  email: line(254),
  password: Type.String({ maxLength: 500 }),
  begin: Type.Union([Type.Literal('example'), Type.Literal('empty')]),
  suggestions: Type.Optional(
    Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 5 }), { maxProperties: 1000 }),
  ),
})

const firstPage = { permission: 'anyone', door: 'page', firstRun: true } as const

/** The first run in the browser. Its address holds the key that was printed in the terminal; afterwards it is gone. */
export const setup: Routes = (app) => {
  app.get(
    '/',
    {
      schema: { querystring: Type.Object({ key: Type.Optional(Type.String({ maxLength: 64 })) }) },
      config: firstPage,
    },
    async (request, reply) => {
      await mustHoldKey(request.ctx, request.query.key)
      return showSetup(request, reply, { key: request.query.key ?? '', ticked: () => true })
    },
  )

  app.post('/', { schema: { body }, config: { ...firstPage, again } }, async (request, reply) => {
    const { ctx } = request
    await mustHoldKey(ctx, request.body.key)
    const id = await setUp(ctx, firstRun(ctx, request.body))
    const logins = request.body.begin === 'example' ? await loadExample(ctx, { day: ctx.today() }) : []
    giveCookie(
      request,
      reply,
      await createSession(ctx, id, { address: request.ip, agent: request.headers['user-agent'] ?? '' }),
    )
    if (logins.length === 0) return reply.saved({}, '/')

    return reply.page('core/setup-done', { logins }, { title: ctx.t('core.setup.done.title') })
  })
}

async function mustHoldKey(ctx: Ctx, key: string | undefined): Promise<void> {
  if (await isSetUp(ctx.db)) throw notFound()
  if (!checkSetupKey(ctx.db, key ?? '')) throw new Refusal('core.not-set-up', { status: 503 })
}

function firstRun(
  ctx: Ctx,
  { key: _key, begin: _begin, locale, name, login, email, password, suggestions, ...firm }: Static<typeof body>,
) {
  return {
    firm: Object.fromEntries(Object.entries(firm).filter(([, value]) => value !== null)) as { firmName: string },
    locale,
    administrator: { login: login.trim().toLowerCase(), name, password, ...(email && { email }) },
    suggestions: suggestedBy(ctx, Object.keys(suggestions ?? {})),
  }
}

async function again(request: FastifyRequest, reply: FastifyReply, refused: RefusedForm): Promise<unknown> {
  const key = String(refused.values['key'] ?? '')
  await mustHoldKey(request.ctx, key)
  return showSetup(request, reply, { key, refused, ticked: (plugin) => `suggestions.${plugin}` in refused.values })
}

interface Shown {
  readonly key: string
  readonly refused?: RefusedForm
  readonly ticked: (plugin: string) => boolean
}

async function showSetup(
  { ctx }: FastifyRequest,
  reply: FastifyReply,
  { key, refused, ticked }: Shown,
): Promise<unknown> {
  const form = await formView(ctx, setupForm, {
    action: '/setup',
    cancel: '/setup',
    values: refused?.values ?? { locale: ctx.locale },
    hidden: { key },
    refused,
  })
  const suggestions = setupSuggestions(ctx, ticked)

  return reply.page(
    'core/setup',
    { form, suggestions, suggestionsTitle: ctx.t('core.setup.suggestions') },
    { title: ctx.t('core.setup.title'), ...(refused && { status: refused.status }) },
  )
}
