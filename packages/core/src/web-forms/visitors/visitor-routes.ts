import { Type, type Static, type TSchema } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { notFound, Refusal } from '../../plugin/refusal.js'
import type { App, RefusedForm, Routes } from '../../plugin/routes.js'
import { ASKED, type Asked } from '../options.js'
import { openWebForm } from '../set-web-form.js'
import type { WebForm } from '../web-form.js'
import { inquiryFields, visitorForm } from './inquiry.js'
import { newPageToken } from './page-token.js'
import { receiveVisitor } from './receive-visitor.js'
import { takeInquiry, type Sent } from './take-inquiry.js'
import { thanksPage, visitorPage } from './visitor-page.js'

const NAMES = Object.keys(ASKED) as readonly Asked[]
const orNull = (schema: TSchema, kind: string) =>
  Type.Optional(Type.Union([schema, Type.Null()], { 'x-kind': kind })) as TSchema

const withKey = Type.Object({ key: Type.String({ maxLength: 40, pattern: '^[a-z0-9-]+$' }) })
const inquiryBody = Type.Object({
  ...Object.fromEntries(NAMES.map((name) => [name, orNull(inquiryFields[name].schema, inquiryFields[name].kind)])),
  consent: Type.Optional(Type.Union([Type.Boolean(), Type.Null()], { 'x-kind': 'yes-no' })),
  /** Nobody sees it; programs that fill whatever there is fill it too. */
  homepage: Type.Optional(Type.Union([Type.String({ maxLength: 500 }), Type.Null()])),
  token: Type.String({ maxLength: 200 }),
})
const description = Type.Object({
  key: Type.String(),
  locale: Type.Union([Type.Literal('pl'), Type.Literal('en')]),
  title: Type.String(),
  intro: Type.Union([Type.String(), Type.Null()]),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Type.String(),
      required: Type.Boolean(),
      maxLength: Type.Integer(),
    }),
    { maxItems: NAMES.length },
  ),
  consent: Type.String(),
  privacyAddress: Type.Union([Type.String(), Type.Null()]),
  token: Type.String(),
})
const taken = Type.Object({ thanks: Type.String(), thanksAddress: Type.Union([Type.String(), Type.Null()]) })

/** What stands on the web for everybody: a form, what is sent by it, and thanks. */
export const visitorRoutes: Routes = (app) => {
  app.addHook('onRequest', receiveVisitor)
  pageDoor(app)
  programDoor(app)
}

function pageDoor(app: App): void {
  const config = { permission: 'anyone', door: 'page' } as const
  app.get('/:key', { schema: { params: withKey }, config }, async (request, reply) =>
    visitorPage(request, reply, await formAt(request)),
  )
  app.post(
    '/:key',
    { schema: { params: withKey, body: inquiryBody }, config: { ...config, again } },
    async (request, reply) => {
      const row = await formAt(request)
      try {
        await takeInquiry(request.ctx, row.id, sentBy(request))
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 429) throw error
        return crowded(request, reply, row, error)
      }
      return reply.saved({}, whereThanked(request, row))
    },
  )
  app.get('/:key/thanks', { schema: { params: withKey }, config }, async (request, reply) =>
    thanksPage(request, reply, await formAt(request)),
  )
}

function programDoor(app: App): void {
  const config = { permission: 'anyone', door: 'api' } as const
  app.get('/:key', { schema: { params: withKey, response: { 200: description } }, config }, async (request, reply) => {
    const { ctx } = request
    const row = await formAt(request)
    const { key, locale, title, intro, consent, privacyAddress } = row
    const fields = Object.entries(visitorForm(row).fields ?? {}).map(([name, { required, maxLength = 0 }]) => ({
      name,
      label: ctx.t(`core.inquiry.${name}`),
      required,
      maxLength,
    }))
    const token = newPageToken(ctx, row.id)
    return reply.page('', { key, locale, title, intro, fields, consent, privacyAddress, token }, { title })
  })
  app.post(
    '/:key',
    { schema: { params: withKey, body: inquiryBody, response: { 201: taken } }, config },
    async (request, reply) => {
      const row = await formAt(request)
      await takeInquiry(request.ctx, row.id, sentBy(request))
      const { thanks, thanksAddress } = row
      return reply.page('', { thanks, thanksAddress }, { title: row.title, status: 201 })
    },
  )
  app.route({
    method: 'OPTIONS',
    url: '/:key',
    schema: { params: withKey, response: { 204: Type.Null() } },
    config,
    handler: async (_request, reply) => {
      reply.code(204)
      return null
    },
  })
}

type Params = Static<typeof withKey>

async function formAt({ ctx, params }: FastifyRequest): Promise<WebForm> {
  const row = await openWebForm(ctx, (params as Params).key)
  if (!row) throw notFound()
  return row
}

function sentBy({ body, ip }: FastifyRequest): Sent {
  const { token, homepage, ...values } = body as Static<typeof inquiryBody>
  return { values, token, trap: homepage ?? '', address: ip }
}

/** On the firm's own page; a frame stays where it is, and offers the way there. */
function whereThanked({ headers }: FastifyRequest, { key, thanksAddress }: WebForm): string {
  const framed = headers['sec-fetch-dest'] === 'iframe'
  return thanksAddress && !framed ? new URL(thanksAddress).href : `/forms/${key}/thanks`
}

const again = async (request: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
  visitorPage(request, reply, await formAt(request), refused)

/** What was typed is not lost because others were faster. */
function crowded(request: FastifyRequest, reply: FastifyReply, row: WebForm, { code, details }: Refusal) {
  const { ctx, typed } = request
  const message = ctx.t(code, details.params)
  reply.headers(details.headers ?? {})
  const values = Object.fromEntries([...(typed ?? [])].map(([name, texts]) => [name, [...texts]]))
  return visitorPage(request, reply, row, { values, status: 429, code, message, errors: [{ path: '', message }] })
}
