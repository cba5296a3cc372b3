import type { Ctx } from '../ctx.js'
import type { Permission, Scope } from '../plugin/permissions.js'
import { fold } from '../text/fold.js'
import { type Access, grantsOf, loadAccess } from './access.js'
import { pluginOf } from './permissions-list.js'

/** Columns that fit beside one another; more are refused. */
export const MOST_ROLES = 12

export interface ComparedGrant {
  readonly roleId: number
  /** What the role has: its own or inherited, whichever is wider; null for nothing. */
  readonly scope: Scope | null
  /** True when it comes from a role it extends. */
  readonly inherited: boolean
}

export interface ComparedPermission {
  readonly permission: string
  readonly plugin: string
  readonly label: string
  readonly scoped: boolean
  readonly grants: readonly ComparedGrant[]
  /** People and programs that have it and work here. */
  readonly holders: number
}

export interface ComparedRoles {
  readonly roles: readonly { readonly id: number; readonly name: string; readonly requiresTotp: boolean }[]
  readonly items: readonly ComparedPermission[]
}

export interface Comparing {
  /** Ids of the roles that stand beside one another; none: all, in the order they were made. */
  readonly roles?: readonly number[]
  /** Found in the name, the id or the plugin of a permission. */
  readonly q?: string
  /** Only permissions the roles do not all have alike. */
  readonly differing?: boolean
}

/** Every installed permission against several roles at once, with how many people have it. Three statements. */
export async function compareRoles(
  ctx: Ctx,
  { roles = [], q = '', differing = false }: Comparing,
): Promise<ComparedRoles> {
  const access = await loadAccess(ctx.db)
  const wanted = new Set(roles)
  const chosen = [...access.roles.values()].filter(({ id }) => wanted.size === 0 || wanted.has(id)).slice(0, MOST_ROLES)
  const own = await ownScopes(
    ctx,
    chosen.map(({ id }) => id),
  )
  const heads = await headsOf(ctx)
  const sought = fold(q.trim())

  const items = ctx.registry.permissions.flatMap((permission): ComparedPermission[] => {
    const label = ctx.t(`permission.${permission.id}`)
    if (sought !== '' && !fold(`${label} ${permission.id}`).includes(sought)) return []
    const grants = chosen.map(({ id, administrator }): ComparedGrant => {
      const scope = grantsOf(access, ctx.registry, id).get(permission.id) ?? null
      const granted = own.get(`${id} ${permission.id}`) ?? null
      return { roleId: id, scope, inherited: !administrator && scope !== granted }
    })
    if (differing && new Set(grants.map(({ scope }) => scope)).size < 2) return []
    return [{ ...named(permission, label), grants, holders: countOf(ctx, access, heads, permission) }]
  })

  return { roles: chosen.map(({ id, name, requiresTotp }) => ({ id, name, requiresTotp })), items }
}

function named(permission: Permission, label: string) {
  return { permission: permission.id, plugin: pluginOf(permission), label, scoped: permission.scoped }
}

/** Role and permission → what the role itself was granted. */
async function ownScopes(ctx: Ctx, roles: readonly number[]): Promise<ReadonlyMap<string, Scope>> {
  const rows: { role_id: number; permission: string; scope: Scope }[] = await ctx
    .db('core_grant')
    .whereIn('role_id', [...roles])
    .select('role_id', 'permission', 'scope')
  return new Map(rows.map(({ role_id, permission, scope }) => [`${role_id} ${permission}`, scope]))
}

/** Role → how many who work here have it. */
async function headsOf(ctx: Ctx): Promise<ReadonlyMap<number, number>> {
  const rows: { role_id: number; n: number | string }[] = await ctx
    .db('core_operator')
    .whereNull('deactivated_at')
    .groupBy('role_id')
    .select('role_id')
    .count({ n: '*' })
  return new Map(rows.map(({ role_id, n }) => [role_id, Number(n)]))
}

function countOf(ctx: Ctx, access: Access, heads: ReadonlyMap<number, number>, { id }: Permission): number {
  return [...heads].reduce((sum, [role, n]) => (grantsOf(access, ctx.registry, role).has(id) ? sum + n : sum), 0)
}
