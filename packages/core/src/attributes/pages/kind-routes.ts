import { Type } from '@sinclair/typebox'
import type { FastifyReply } from 'fastify'
import type { Ctx } from '../../ctx.js'
import { withId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { Refusal } from '../../plugin/refusal.js'
import type { App } from '../../plugin/routes.js'
import { labelIn } from '../attribute-type.js'
import { changeKind, nextKind, rehearseKind } from '../change-kind.js'
import { findType } from '../find-type.js'
import { attributeTypeSchema, presentType } from './present-type.js'
import { version } from './type-bodies.js'

const kind = Type.String({ maxLength: 20 })
const whole = Type.Integer({ minimum: 0 })
const rehearsed = Type.Object({
  kind,
  records: whole,
  values: Type.Array(Type.Object({ label: Type.String({ maxLength: 100 }), uses: whole }), { maxItems: 2000 }),
})

const rehearsal: object = { 200: rehearsed }

/** The kind of an attribute is changed, after a dry run that says what becomes of its values. */
export function kindRoutes(app: App): void {
  const manage = { permission: may.manageAttributes }

  app.get(
    '/:id/kind-changes/new',
    { schema: { params: withId, response: rehearsal }, config: manage },
    ({ ctx, params }, reply) => showRehearsal(ctx, reply, params.id),
  )
  app.post(
    '/:id/kind-changes',
    {
      schema: { params: withId, body: Type.Object({ version, kind }), response: { 201: attributeTypeSchema } },
      config: manage,
    },
    async ({ ctx, params, body }, reply) => {
      const type = await changeKind(ctx, params.id, { version: body.version, kind: body.kind })
      return reply.created(presentType(type), `/attribute-types/${type.id}`)
    },
  )
}

async function showRehearsal(ctx: Ctx, reply: FastifyReply, id: number): Promise<unknown> {
  const type = await findType(ctx, id)
  const next = nextKind(type)
  if (next === null) throw new Refusal('core.attribute-type-fixed')
  const change = await rehearseKind(ctx, type, next)
  const at = `/attribute-types/${id}`
  const heading = ctx.t('core.attribute-kind.new', { kind: ctx.t(`core.attribute-type.kind.${next}`) })

  return reply.page('core/attribute-kind', change, {
    title: heading,
    crumbs: [
      { label: ctx.t('core.attribute-types'), href: `/attribute-types?entity=${type.entity}` },
      { label: labelIn(type, ctx.locale), href: at },
      { label: heading },
    ],
    extras: () => ({ at, heading, version: type.version, said: labelIn(type, ctx.locale) }),
  })
}
