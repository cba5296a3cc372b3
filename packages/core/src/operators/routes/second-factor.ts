import { Type } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { doerOf } from '../../entity/doer.js'
import { recordId, withId } from '../../http/params.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formView } from '../../ui/form-view.js'
import { devicesOf, forgetDevice } from '../second-factor/devices.js'
import { beginEnrolment, enrol, type Enrolment, sameEnrolment } from '../second-factor/enrol.js'
import { factorForm } from '../second-factor/factor-form.js'
import { qrCode } from '../second-factor/qr-code.js'
import { factorOf, renewRecoveryCodes, takeOwnFactor } from '../second-factor/second-factor.js'

const AT = '/me/second-factor'
const line = (maxLength: number) => Type.String({ maxLength })
const instant = Type.Union([line(24), Type.Null()])
const proof = { code: line(40), password: line(500) }
const sealed = Type.Object({ ...proof, enrolment: line(2000) })

/** How it stands with somebody's second factor. */
export const factorAnswer = Type.Object({
  confirmedAt: instant,
  required: Type.Boolean(),
  recoveryCodesLeft: Type.Integer({ minimum: 0, maximum: 10 }),
})
const codes = Type.Object({ recoveryCodes: Type.Array(line(20), { maxItems: 10 }) })
const begun = Type.Object({ enrolment: line(2000), secret: line(64), uri: line(1000) })
const device = Type.Object({
  id: recordId,
  createdAt: line(24),
  endsAt: line(24),
  address: Type.Union([line(64), Type.Null()]),
  agent: Type.Union([line(200), Type.Null()]),
})
const devices = Type.Object({ items: Type.Array(device, { maxItems: 100 }) })

/** Whoever has to set it up first reaches these, and no more. */
const own = { permission: 'signed-in', withoutFactor: true } as const
/** Failures stay counted although the answer refuses; and what is shown once is kept with no idempotency key. */
const counted = { ...own, transaction: false } as const

/** One's own second factor: set up, exchanged for new recovery codes, taken away; and the browsers that do without it. */
export const secondFactor: Routes = (app) => {
  app.get('/', { schema: { response: { 200: factorAnswer } }, config: own }, (request, reply) => show(request, reply))

  app.post(
    '/enrolment',
    { schema: { response: { 200: begun } }, config: { ...own, door: 'api', transaction: false } },
    async ({ ctx }, reply) => reply.page('', await beginEnrolment(ctx), { title: '' }),
  )

  app.put(
    '/',
    {
      schema: { body: sealed, response: { 200: codes } },
      config: { ...counted, again: (request, reply, refused) => show(request, reply, refused) },
    },
    async (request, reply) => {
      const { enrolment, ...given } = request.body
      const made = await enrol(request.ctx, { ...given, sealed: enrolment, address: request.ip })
      request.factorWanted = false
      return showCodes(request, reply, made)
    },
  )

  app.post(
    '/recovery-codes',
    {
      schema: { body: Type.Object(proof), response: { 200: codes } },
      config: { ...counted, again: (request, reply, refused) => show(request, reply, refused) },
    },
    async (request, reply) =>
      showCodes(request, reply, await renewRecoveryCodes(request.ctx, { ...request.body, address: request.ip })),
  )

  // Not the twin of a DELETE: a password stands in no address.
  app.post(
    '/removal',
    {
      schema: { body: Type.Object(proof), response: { 200: factorAnswer } },
      config: { ...counted, again: (request, reply, refused) => show(request, reply, refused) },
    },
    async (request, reply) => {
      await takeOwnFactor(request.ctx, { ...request.body, address: request.ip })
      return reply.saved(await factorOf(request.ctx, doerOf(request.ctx) ?? 0), '/sign-in')
    },
  )

  app.get(
    '/devices',
    { schema: { response: { 200: devices } }, config: { permission: 'signed-in', door: 'api' } },
    async ({ ctx }, reply) => reply.page('', { items: await devicesOf(ctx, doerOf(ctx) ?? 0) }, { title: '' }),
  )

  app.delete(
    '/devices/:id',
    { schema: { params: withId }, config: { permission: 'signed-in' } },
    async ({ ctx, params }, reply) => {
      await forgetDevice(ctx, doerOf(ctx) ?? 0, params.id)
      return reply.removed(AT)
    },
  )
}

async function show(request: FastifyRequest, reply: FastifyReply, refused?: RefusedForm): Promise<never> {
  const { ctx } = request
  const id = doerOf(ctx) ?? 0
  const state = await factorOf(ctx, id)
  return reply.page('core/second-factor', state, {
    title: ctx.t('core.second-factor.title'),
    crumbs: [{ label: ctx.t('core.me.title'), href: '/me' }, { label: ctx.t('core.second-factor.title') }],
    ...(refused && { status: refused.status }),
    extras: async () => ({
      bare: request.factorWanted,
      wanted: state.required || request.factorWanted,
      set: state.confirmedAt !== null,
      enrolment: state.confirmedAt === null ? drawn(await enrolmentOf(request, refused)) : null,
      form: await formView(ctx, factorForm, { action: AT, cancel: '/me', refused }),
      devices: state.confirmedAt === null ? [] : await devicesOf(ctx, id),
    }),
  })
}

function enrolmentOf({ ctx }: FastifyRequest, refused: RefusedForm | undefined): Promise<Enrolment> {
  const sent = refused?.values['enrolment']
  return sent === undefined ? beginEnrolment(ctx) : sameEnrolment(ctx, [sent].flat().map(String).at(-1) ?? '')
}

/** The secret in groups of four, for whoever types it. */
function drawn({ enrolment, secret, uri }: Enrolment) {
  return { enrolment, secret: secret.replace(/.{4}(?=.)/g, '$& '), uri, qr: qrCode(uri) }
}

async function showCodes(
  request: FastifyRequest,
  reply: FastifyReply,
  recoveryCodes: readonly string[],
): Promise<never> {
  const { ctx } = request
  return reply.page(
    'core/recovery-codes',
    { recoveryCodes },
    {
      title: ctx.t('core.recovery-codes.title'),
      crumbs: [
        { label: ctx.t('core.me.title'), href: '/me' },
        { label: ctx.t('core.second-factor.title'), href: AT },
        { label: ctx.t('core.recovery-codes.title') },
      ],
      extras: () => ({ login: ctx.operator?.sitting ? null : (ctx.operator?.login ?? null) }),
    },
  )
}
