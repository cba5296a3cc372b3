import type { Ctx } from '../ctx.js'
import { grantReaches } from '../operators/grant-reaches.js'
import { may } from '../permissions.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'

/**
 * Giving an event to somebody else, as its owner or its performer, takes `core.assign-events`; with scope `own` one's own
 * events may be given away, with `department` those of one's people.
 */
export function assigned(ctx: Ctx, { before, after, changed }: Change): readonly FieldRefusal[] {
  const me = ctx.operator
  if (ctx.system || me === null || me.administrator) return []
  const given = ['ownerId', 'performerId'].filter((name) => changed.has(name) && after[name] && after[name] !== me.id)
  if (given.length === 0) return []
  if (grantReaches(ctx, may.assignEvents, [before === null ? me.id : before.ownerId])) return []

  return given.map((path) => ({ path, code: 'core.not-to-assign' }))
}
