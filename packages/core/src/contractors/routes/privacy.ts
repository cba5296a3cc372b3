import { Type, type Static } from '@sinclair/typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { refuseFields } from '../../plugin/refusal.js'
import type { RefusedForm, Routes } from '../../plugin/routes.js'
import { formatInstant } from '../../time/format-day.js'
import { erasePerson } from '../privacy/erase-person.js'
import { erasurePlan, planAnswer } from '../privacy/erasure-plan.js'
import type { Subject } from '../privacy/hooks.js'
import { personalAnswer, readPersonalData } from '../privacy/read-personal-data.js'
import { subjectOf, type Known } from '../privacy/subject.js'

/** Nobody erases by a slip: it is said in so many words. */
const confirmation = Type.Object({
  confirmed: Type.Optional(Type.Union([Type.Boolean(), Type.Null()], { 'x-kind': 'yes-no' })),
})

/** `/:id/personal-data` and `/:id/erasure` of individuals, and of people at companies. */
export const privacyOf =
  (entity: Subject['entity']): Routes =>
  (app) => {
    const config = { permission: may.erasePersons }
    const response: object = { 200: planAnswer, 201: planAnswer }

    app.get(
      '/:id/personal-data',
      { schema: { params: withId, response: { 200: personalAnswer } }, config },
      async ({ ctx, params: { id } }, reply) => {
        const known = await subjectOf(ctx, { entity, id })
        const report = await readPersonalData(ctx, known)
        return reply.page('core/personal-data', report, {
          title: ctx.t('core.personal-data'),
          crumbs: crumbsOf(ctx, known, 'core.personal-data'),
          extras: () => ({ at: known.href, made: formatInstant(report.madeAt, ctx.zone, ctx.locale) }),
        })
      },
    )
    app.get('/:id/erasure', { schema: { params: withId, response }, config }, ({ ctx, params: { id } }, reply) =>
      show(ctx, reply, { entity, id }),
    )
    app.post(
      '/:id/erasure',
      {
        schema: { params: withId, body: confirmation, response },
        config: {
          ...config,
          again: ({ ctx, params }: FastifyRequest, reply: FastifyReply, refused: RefusedForm) =>
            show(ctx, reply, { entity, id: (params as Static<typeof withId>).id }, refused),
        },
      },
      async ({ ctx, params: { id }, body }, reply) => {
        const known = await subjectOf(ctx, { entity, id })
        if (body.confirmed !== true) throw refuseFields([{ path: 'confirmed', code: 'core.required' }])
        await erasePerson(ctx, known)
        const after = await subjectOf(ctx, { entity, id })
        return reply.created(await erasurePlan(ctx, after), `${known.href}/erasure`)
      },
    )
  }

async function show(ctx: Ctx, reply: FastifyReply, subject: Subject, refused?: RefusedForm): Promise<unknown> {
  const known = await subjectOf(ctx, subject)
  return reply.page('core/erasure', await erasurePlan(ctx, known), {
    title: ctx.t('core.erasure'),
    crumbs: crumbsOf(ctx, known, 'core.erasure'),
    extras: () => ({ at: known.href, refused: refused?.message ?? null }),
    ...(refused && { status: refused.status }),
  })
}

function crumbsOf(ctx: Ctx, { name, href }: Known, title: string) {
  return [{ label: ctx.t('core.contractors'), href: '/contractors' }, { label: name, href }, { label: ctx.t(title) }]
}
