import type { Ctx } from '../ctx.js'

/**
 * Whether an active Administrator stays when the operator `without` goes, or gets the role `unlessRole`. Locks the row
 * of the role, so that two Administrators who take each other's rights at the same moment come one after the other.
 */
export async function administratorsLeft(
  ctx: Ctx,
  { without, unlessRole }: { without: number; unlessRole?: number },
): Promise<boolean> {
  const administrator = await ctx.db('core_role').where({ built_in: true }).forUpdate().first('id')
  if (!administrator) throw new Error('there is no Administrator role')
  if (unlessRole === administrator.id) return true

  const others = await ctx
    .db('core_operator')
    .where({ role_id: administrator.id, kind: 'person' })
    .whereNull('deactivated_at')
    .whereNot({ id: without })
    .first('id')
  if (others) return true

  const self = await ctx.db('core_operator').where({ id: without }).first('role_id')
  return self?.role_id !== administrator.id
}
