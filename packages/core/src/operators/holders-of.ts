import type { Ctx } from '../ctx.js'
import type { Permission } from '../plugin/permissions.js'
import { grantsOf, loadAccess } from './access.js'

/** Ids of the people who work here and have a permission, however far it reaches. */
export async function holdersOf(ctx: Ctx, { id }: Permission): Promise<readonly number[]> {
  const access = await loadAccess(ctx.db)
  const roles = [...access.roles.keys()].filter((role) => grantsOf(access, ctx.registry, role).has(id))
  return ctx
    .db('core_operator')
    .whereIn('role_id', roles)
    .where({ kind: 'person' })
    .whereNull('deactivated_at')
    .orderBy('id')
    .pluck<number[]>('id')
}
