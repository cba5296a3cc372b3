import type { Ctx } from '../ctx.js'
import { may } from '../permissions.js'
import type { FirstRole, Permission, Scope } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'
import { grantPermission, notice } from './grants.js'
import { Role } from './role.js'

export interface PermissionView {
  readonly id: string
  readonly plugin: string
  readonly label: string
  readonly scoped: boolean
  /** Installed since, and neither granted to anybody nor put aside. */
  readonly new: boolean
  /** To whom its author would give it, of the roles that are here. */
  readonly suggested: readonly { readonly roleId: number; readonly role: string; readonly scope: Scope }[]
}

/** Every installed permission in plugin order; with `state: 'new'` those nobody has looked at. */
export async function listPermissions(ctx: Ctx, { state }: { state?: 'new' } = {}): Promise<readonly PermissionView[]> {
  const seen = await seenPermissions(ctx)
  const roles = await Role.query(ctx.db).whereNotNull('key')
  const all = ctx.registry.permissions.map((permission) => ({
    id: permission.id,
    plugin: pluginOf(permission),
    label: ctx.t(`permission.${permission.id}`),
    scoped: permission.scoped,
    new: !seen.has(permission.id),
    suggested: roles.flatMap((role) => {
      const scope = permission.suggest[role.key as FirstRole]
      return scope ? [{ roleId: role.id, role: role.name, scope }] : []
    }),
  }))

  return state === 'new' ? all.filter((permission) => permission.new) : all
}

/** Grants a permission as its author suggests; it is no longer new then. */
export async function takeSuggestion(ctx: Ctx, id: string): Promise<void> {
  ctx.must(may.manageRoles)
  const permission = (await listPermissions(ctx)).find((one) => one.id === id)
  if (!permission) throw new Refusal('core.permission-unknown', { params: { permission: id } })

  for (const { roleId, scope } of permission.suggested) await grantPermission(ctx, roleId, { permission: id, scope })
  await notice(ctx, id)
}

/** Puts a new permission aside: granted to nobody, and no longer shown as new. */
export async function dismissPermission(ctx: Ctx, id: string): Promise<void> {
  ctx.must(may.manageRoles)
  if (!ctx.registry.permission(id)) throw new Refusal('core.permission-unknown', { params: { permission: id } })

  await notice(ctx, id)
}

/** How many permissions wait to be looked at; the menu's count. */
export async function countNewPermissions(ctx: Ctx): Promise<number> {
  const seen = await seenPermissions(ctx)
  return ctx.registry.permissions.filter((permission) => !seen.has(permission.id)).length
}

/** The plugin a permission belongs to: what stands before the point of its id. */
export function pluginOf(permission: Pick<Permission, 'id'>): string {
  return permission.id.slice(0, permission.id.indexOf('.'))
}

async function seenPermissions(ctx: Ctx): Promise<ReadonlySet<string>> {
  const rows: { permission: string }[] = await ctx.db('core_permission').select('permission')
  return new Set(rows.map((row) => row.permission))
}
