import type { Ctx } from '../ctx.js'
import type { Permission, Scope } from '../plugin/permissions.js'
import { notFound } from '../plugin/refusal.js'
import { grantsOf, holds, loadAccess } from './access.js'
import { ownGrants } from './grants.js'
import { Operator } from './operator.js'
import { pluginOf } from './permissions-list.js'
import { Role } from './role.js'

export interface MatrixRow {
  /** `core.read-cases` */
  readonly id: string
  /** Name of its input: `grants.core.read-cases`. */
  readonly name: string
  readonly label: string
  /** What the role has: its own or inherited, whichever is wider; '' for nothing. */
  readonly effective: Scope | ''
  /** True when it is not the role's own but comes from the one it extends. */
  readonly inherited: boolean
  /** True when the role it extends has it less wide, or not at all. */
  readonly beyond: boolean
  readonly options: readonly {
    readonly value: Scope | ''
    readonly label: string
    readonly selected: boolean
    readonly barred: boolean
  }[]
}

export interface RoleMatrix {
  readonly editable: boolean
  /** Whether it needs a second factor, of itself or by the role it extends. */
  readonly requiresTotp: boolean
  readonly groups: readonly { readonly plugin: string; readonly label: string; readonly rows: readonly MatrixRow[] }[]
  readonly operators: readonly { readonly id: number; readonly name: string; readonly login: string }[]
}

/** Every installed permission against one role, grouped by plugin, and who has the role. */
export async function roleMatrix(ctx: Ctx, roleId: number): Promise<RoleMatrix> {
  const access = await loadAccess(ctx.db)
  const rights = access.roles.get(roleId)
  if (!rights) throw notFound()
  const { extendsId } = await Role.query(ctx.db).findById(roleId).throwIfNotFound()
  const above = extendsId === null ? null : grantsOf(access, ctx.registry, extendsId)

  const own = await ownGrants(ctx, roleId)
  const rowOf = (permission: Permission): MatrixRow => {
    const effective = rights.administrator ? 'all' : (rights.grants.get(permission.id) ?? '')
    const granted = own.get(permission.id) ?? ''
    return {
      id: permission.id,
      name: `grants.${permission.id}`,
      label: ctx.t(`permission.${permission.id}`),
      effective,
      inherited: !rights.administrator && granted !== effective,
      beyond: above !== null && effective !== '' && above.get(permission.id) !== effective,
      options: optionsOf(ctx, permission, granted),
    }
  }
  const groups = ctx.registry.plugins.map(({ id, title }) => ({
    plugin: id,
    label: ctx.t(title),
    rows: ctx.registry.permissions.filter((permission) => pluginOf(permission) === id).map(rowOf),
  }))
  const operators = await Operator.query(ctx.db)
    .where({ role_id: roleId })
    .whereNull('deactivated_at')
    .orderBy('name_key')
    .select('id', 'name', 'login')

  return {
    editable: !rights.administrator,
    requiresTotp: rights.requiresTotp,
    groups: groups.filter(({ rows }) => rows.length > 0),
    operators: operators.map(({ id, name, login }) => ({ id, name, login })),
  }
}

/** `{ core: { 'read-cases': 'all' } }`, as the form sends it, by the ids of permissions. */
export function grantsOfForm(
  given: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([plugin, rights]) =>
      Object.entries(rights).map(([right, scope]) => [`${plugin}.${right}`, scope]),
    ),
  )
}

function optionsOf(ctx: Ctx, permission: Permission, granted: Scope | ''): MatrixRow['options'] {
  const scopes: readonly (Scope | '')[] = permission.scoped ? ['', 'own', 'department', 'all'] : ['', 'all']
  return scopes.map((value) => ({
    value,
    label: ctx.t(value === '' ? 'core.scope.none' : permission.scoped ? `core.scope.${value}` : 'core.scope.granted'),
    selected: value === granted,
    barred: value !== '' && value !== granted && !holds(ctx, permission.id, value),
  }))
}
