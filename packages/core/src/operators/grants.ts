import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { inChangeSet } from '../entity/change-set.js'
import { raise } from '../entity/revision.js'
import { may } from '../permissions.js'
import type { Permission, Scope } from '../plugin/permissions.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import { holds } from './access.js'
import { Role } from './role.js'

const SCOPES: readonly Scope[] = ['own', 'department', 'all']

/**
 * Lets a role use a permission, as far as `scope`; a grant it has is replaced. Acts at the next request of whoever has
 * the role. Refuses `core.permission-unknown`, `core.scope-unknown`, `core.role-built-in`, and `core.grants-more` when
 * the one who asks has less himself.
 */
export async function grantPermission(
  ctx: Ctx,
  roleId: number,
  { permission: id, scope }: { permission: string; scope: string },
): Promise<void> {
  ctx.must(may.manageRoles)
  const role = await ordinaryRole(ctx, roleId)
  const permission = known(ctx, id)
  const judged = judgedScope(ctx, permission, scope)
  await asConfiguration(ctx, role, (inside) => grantTo(inside, role.id, permission, judged))
}

/** Takes a permission from a role; nothing happens when it had none of its own. */
export async function revokePermission(ctx: Ctx, roleId: number, id: string): Promise<void> {
  ctx.must(may.manageRoles)
  const role = await ordinaryRole(ctx, roleId)
  await asConfiguration(ctx, role, (inside) => revokeFrom(inside, role.id, id))
}

/** Changes of one role's rights are undone as one. */
async function asConfiguration(ctx: Ctx, { id, name }: Role, work: (ctx: Ctx) => Promise<void>): Promise<void> {
  await inChangeSet(ctx, { kind: 'configuration', label: name, entity: 'core.role', record: id }, work)
}

/** The whole table of one role at once: permission id → scope, or '' for none. What it leaves out stays as it is. */
export async function saveGrants(ctx: Ctx, roleId: number, wanted: Readonly<Record<string, string>>): Promise<void> {
  ctx.must(may.manageRoles)
  const role = await ordinaryRole(ctx, roleId)
  const own = await ownGrants(ctx, role.id)
  await asConfiguration(ctx, role, async (inside) => {
    for (const [id, scope] of Object.entries(wanted)) {
      const permission = known(inside, id)
      if (scope === (own.get(id) ?? '')) continue
      if (scope === '') await revokeFrom(inside, role.id, id)
      else await grantTo(inside, role.id, permission, judgedScope(inside, permission, scope))
    }
  })
}

/** What the role itself was granted, without what it inherits. */
export async function ownGrants(ctx: Ctx, roleId: number): Promise<ReadonlyMap<string, Scope>> {
  const rows: { permission: string; scope: Scope }[] = await ctx
    .db('core_grant')
    .where({ role_id: roleId })
    .select('permission', 'scope')
  return new Map(rows.map((row) => [row.permission, row.scope]))
}

/** Writes the grant without asking who may; for the set-up and for what was judged before. */
export async function grantTo(ctx: Ctx, roleId: number, permission: Permission, scope: Scope): Promise<void> {
  const kept = permission.scoped ? scope : 'all'
  const before = (await ownGrants(ctx, roleId)).get(permission.id) ?? null
  if (before === kept) return

  await ctx.db('core_grant').where({ role_id: roleId, permission: permission.id }).delete()
  await ctx.db('core_grant').insert({ role_id: roleId, permission: permission.id, scope: kept })
  await notice(ctx, permission.id)
  await noteChange(ctx, roleId, { field: permission.id, before, after: kept })
}

/** Notes that somebody has seen the permission, so that it is no longer shown as new. */
export async function notice(ctx: Ctx, permissionId: string): Promise<void> {
  const seen = await ctx.db('core_permission').where({ permission: permissionId }).first('id')
  if (!seen) await ctx.db('core_permission').insert({ permission: permissionId, seen_at: ctx.now() })
}

async function revokeFrom(ctx: Ctx, roleId: number, id: string): Promise<void> {
  const before = (await ownGrants(ctx, roleId)).get(id) ?? null
  if (before === null) return

  await ctx.db('core_grant').where({ role_id: roleId, permission: id }).delete()
  await noteChange(ctx, roleId, { field: id, before, after: null })
}

async function noteChange(
  ctx: Ctx,
  roleId: number,
  change: { field: string; before: unknown; after: unknown },
): Promise<void> {
  const { name } = await Role.query(ctx.db).findById(roleId).throwIfNotFound()
  await auditChange(ctx, { entity: 'core.role', record: roleId, label: name, action: 'granted', changes: [change] })
  await raise(ctx, 'access')
}

async function ordinaryRole(ctx: Ctx, id: number): Promise<Role> {
  const role = await Role.query(ctx.db).findById(id)
  if (!role) throw notFound()
  if (role.builtIn) throw new Refusal('core.role-built-in')

  return role
}

function known(ctx: Ctx, id: string): Permission {
  const permission = ctx.registry.permission(id)
  if (!permission) throw new Refusal('core.permission-unknown', { params: { permission: id } })

  return permission
}

function judgedScope(ctx: Ctx, permission: Permission, scope: string): Scope {
  const wanted = SCOPES.find((one) => one === scope)
  if (!wanted || (!permission.scoped && wanted !== 'all'))
    throw new Refusal('core.scope-unknown', { params: { scope } })
  if (!holds(ctx, permission.id, wanted)) throw new Refusal('core.grants-more')

  return wanted
}
