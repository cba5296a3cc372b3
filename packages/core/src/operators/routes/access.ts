import { Type } from '@sinclair/typebox'
import { recordId } from '../../http/params.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'
import type { Routes } from '../../plugin/routes.js'
import { explainAccess } from '../explain-access.js'
import { actorById } from '../find-actor.js'

const text = Type.String({ maxLength: 500 })
const asked = Type.Object({
  entity: Type.String({ maxLength: 60, pattern: '^[a-z][a-z0-9.-]*$' }),
  record: recordId,
  operator: Type.Optional(recordId),
})
const answer = Type.Object({
  allowed: Type.Boolean(),
  reasons: Type.Array(Type.Object({ kind: text, opens: Type.Boolean(), text }), { maxItems: 20 }),
})

/** Whether a record may be read, and why: about oneself for everybody, about others for who manages roles. */
export const access: Routes = (app) => {
  app.get(
    '/',
    { schema: { querystring: asked, response: { 200: answer } }, config: { permission: 'signed-in' } },
    async ({ ctx, query: { entity: entityId, record, operator: operatorId } }, reply) => {
      const entity = ctx.registry.entity(entityId)
      const me = ctx.operator
      if (!entity || !me) throw notFound()
      const others = operatorId !== undefined && operatorId !== me.id
      if (others) ctx.must(may.manageRoles)
      const who = others ? await actorById(ctx.db, ctx.registry, operatorId) : me
      if (!who) throw notFound()

      const told = await explainAccess(ctx, who, entity, record)
      const title = ctx.t(told.allowed ? 'core.access.allowed' : 'core.access.not-allowed', { name: who.name })
      return reply.page('core/access', told, { title, extras: () => ({ heading: title, what: ctx.t(entity.id) }) })
    },
  )
}
