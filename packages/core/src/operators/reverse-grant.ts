import type { Ctx } from '../ctx.js'
import type { ReversalOutcome, ReversedEntry } from '../plugin/reversals.js'
import { grantPermission, ownGrants, revokePermission } from './grants.js'

/** Gives a role back the scope an entry took from it, if it still has the one it was given; judged like any other grant. */
export async function reverseGrant(ctx: Ctx, { record, changes }: ReversedEntry): Promise<ReversalOutcome> {
  const role = record ?? 0
  const own = await ownGrants(ctx, role)
  for (const { field: permission, before, after } of changes) {
    if ((own.get(permission) ?? null) !== after) return 'left'
    if (typeof before === 'string') await grantPermission(ctx, role, { permission, scope: before })
    else await revokePermission(ctx, role, permission)
  }
  return 'restored'
}
