import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { recordId, withId } from '../../http/params.js'
import type { Routes } from '../../plugin/routes.js'
import { findChangeSet } from '../find-change-set.js'
import { recordAddress } from '../record-address.js'
import { reverseChangeSet, type Reversed } from '../reverse-change-set.js'

const leftOut = Type.Object({
  entity: Type.String({ maxLength: 60 }),
  record: Type.Union([recordId, Type.Null()]),
  label: Type.String({ maxLength: 300 }),
  field: Type.Optional(Type.String({ maxLength: 120 })),
  reason: Type.String({ maxLength: 100 }),
})

const reversed = Type.Object({
  changeSetId: recordId,
  restored: Type.Integer({ minimum: 0 }),
  left: Type.Array(leftOut, { maxItems: 100_000 }),
})

/** What was done as one, and its undoing. */
export const changeSets: Routes = (app) => {
  app.post(
    '/:id/reversal',
    { schema: { params: withId, response: { 201: reversed } }, config: { permission: 'signed-in' } },
    async ({ ctx, params }, reply) => {
      const made = await reverseChangeSet(ctx, params.id)
      const data = { ...made, left: made.left.map(({ params: _, ...one }) => one) }
      return reply.created({ id: made.changeSetId, ...data }, await placeAfter(ctx, params.id, made), made)
    },
  )
}

/** A record that came back whole is shown; of everything else, what became of it. */
async function placeAfter(ctx: Ctx, id: number, { changeSetId, left }: Reversed): Promise<string> {
  const { kind, entity, record } = await findChangeSet(ctx, id)
  const described = kind === 'removal' && left.length === 0 && entity !== null ? ctx.registry.entity(entity) : undefined
  const at = described && record !== null ? await recordAddress(ctx, described, record) : null
  return at ?? `/change-sets/${changeSetId}`
}
