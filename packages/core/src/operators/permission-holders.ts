import type { Ctx } from '../ctx.js'
import { may } from '../permissions.js'
import type { Permission, Scope } from '../plugin/permissions.js'
import { notFound } from '../plugin/refusal.js'
import { grantsOf, loadAccess } from './access.js'

/** People shown at most. */
const SHOWN = 500

export interface Holder {
  readonly id: number
  readonly name: string
  readonly login: string
  readonly role: { readonly id: number; readonly label: string }
  readonly scope: Scope
}

export interface Holders {
  readonly permission: string
  readonly label: string
  readonly items: readonly Holder[]
  /** True when there are more than are shown. */
  readonly more: boolean
}

/** Who has a permission, how far, and by which role. 404 for one that is not installed. */
export async function permissionHolders(ctx: Ctx, id: string): Promise<Holders> {
  ctx.must(may.manageRoles)
  const permission: Permission | undefined = ctx.registry.permission(id)
  if (!permission) throw notFound()
  const access = await loadAccess(ctx.db)
  const having = new Map(
    [...access.roles.values()].flatMap(({ id: role, name }) => {
      const scope = grantsOf(access, ctx.registry, role).get(id)
      return scope ? [[role, { name, scope }] as const] : []
    }),
  )
  const rows: { id: number; name: string; login: string; role_id: number }[] = await ctx
    .db('core_operator')
    .whereIn('role_id', [...having.keys()])
    .whereNull('deactivated_at')
    .orderBy('name_key')
    .orderBy('id')
    .limit(SHOWN + 1)
    .select('id', 'name', 'login', 'role_id')
  const items = rows.slice(0, SHOWN).flatMap(({ role_id, ...person }): Holder[] => {
    const role = having.get(role_id)
    return role ? [{ ...person, role: { id: role_id, label: role.name }, scope: role.scope }] : []
  })

  return { permission: id, label: ctx.t(`permission.${id}`), items, more: rows.length > SHOWN }
}
