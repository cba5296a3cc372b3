import type { Knex } from 'knex'
import type { Ctx, Registry } from '../ctx.js'
import { grouped } from '../db/bulk.js'
import { databaseOf } from '../db/connect.js'
import type { Permission, Scope } from '../plugin/permissions.js'

/** Who may what, as the tables say: small enough to be read whole, and kept until `core_revision` says otherwise. */
export interface Access {
  readonly revision: number
  readonly roles: ReadonlyMap<number, RoleRights>
  /** Operator id → ids of the operators of his unit and below, himself included. */
  department(operatorId: number, unitId: number | null): readonly number[]
  /** Operator id → ids of the entities of which some record was shared with him. */
  shares(operatorId: number): ReadonlySet<string>
}

export interface RoleRights {
  readonly id: number
  readonly key: string | null
  readonly name: string
  readonly administrator: boolean
  /** Whether it, or a role it extends, needs a second factor. */
  readonly requiresTotp: boolean
  /** The widest of own and inherited; the Administrator's is empty, he has everything anyway. */
  readonly grants: ReadonlyMap<string, Scope>
}

const WIDTH: Readonly<Record<Scope, number>> = { own: 1, department: 2, all: 3 }
const kept = new WeakMap<object, Access>()
const everything = new WeakMap<Registry, ReadonlyMap<string, Scope>>()

/**
 * The table of rights; `revision` (of 'access') comes along when the caller has read it already. Kept per database,
 * so a change acts on the very next request.
 */
export async function loadAccess(db: Knex, revision?: number): Promise<Access> {
  const now = revision ?? (await accessRevision(db))
  const before = kept.get(databaseOf(db))
  if (before?.revision === now) return before

  const access = await readAccess(db, now)
  if (!db.isTransaction) kept.set(databaseOf(db), access)
  return access
}

/** The rights of a role in this process; the Administrator's holds every permission that is installed. */
export function grantsOf(access: Access, registry: Registry, roleId: number): ReadonlyMap<string, Scope> {
  const rights = access.roles.get(roleId)
  if (!rights) return new Map()
  return rights.administrator ? allOf(registry) : rights.grants
}

/** Whether the one who asks may at least all that the role may: nobody gives more than he has. */
export function holdsAll(ctx: Ctx, access: Access, roleId: number): boolean {
  if (ctx.system || ctx.operator?.administrator) return true
  const rights = access.roles.get(roleId)
  if (!rights) return true
  if (rights.administrator) return false

  return [...rights.grants].every(([permission, scope]) => holds(ctx, permission, scope))
}

/** Whether the one who asks has the permission at least as far as `scope`. */
export function holds(ctx: Ctx, permission: Permission['id'], scope: Scope): boolean {
  if (ctx.system || ctx.operator?.administrator) return true
  const own = ctx.operator?.grants.get(permission)
  return own !== undefined && WIDTH[own] >= WIDTH[scope]
}

/** The wider of two scopes; either may be missing. */
export function widest(a: Scope | undefined, b: Scope): Scope {
  return a && WIDTH[a] >= WIDTH[b] ? a : b
}

function allOf(registry: Registry): ReadonlyMap<string, Scope> {
  const known = everything.get(registry)
  if (known) return known

  const all = new Map(registry.permissions.map((permission) => [permission.id, 'all' as const]))
  everything.set(registry, all)
  return all
}

async function accessRevision(db: Knex): Promise<number> {
  const row = await db('core_revision').where({ name: 'access' }).first('n')
  return row ? Number(row.n) : 0
}

async function readAccess(db: Knex, revision: number): Promise<Access> {
  const roles: RoleRow[] = await db('core_role').select('id', 'key', 'name', 'built_in', 'extends_id', 'requires_totp')
  const grants: GrantRow[] = await db('core_grant').select('role_id', 'permission', 'scope')
  const units: { id: number; parent_id: number | null }[] = await db('core_unit').select('id', 'parent_id')
  const shared: { operator_id: number; entity: string }[] = await db('core_share').distinct('operator_id', 'entity')
  const people: { id: number; unit_id: number }[] = await db('core_operator')
    .whereNotNull('unit_id')
    .select('id', 'unit_id')

  return {
    revision,
    roles: new Map(roles.map((role) => [role.id, rightsOf(role, roles, grants)])),
    shares: sharesBy(shared),
    department: (operatorId, unitId) => departmentOf(operatorId, unitId, units, people),
  }
}

function sharesBy(rows: readonly { operator_id: number; entity: string }[]): Access['shares'] {
  const none: ReadonlySet<string> = new Set()
  const byOperator = new Map<number, ReadonlySet<string>>()
  for (const [id, own] of grouped(rows, ({ operator_id }) => operator_id))
    byOperator.set(id, new Set(own.map(({ entity }) => entity)))

  return (operatorId) => byOperator.get(operatorId) ?? none
}

interface RoleRow {
  readonly id: number
  readonly key: string | null
  readonly name: string
  readonly built_in: boolean | number
  readonly extends_id: number | null
  readonly requires_totp: boolean | number
}

interface GrantRow {
  readonly role_id: number
  readonly permission: string
  readonly scope: Scope
}

function rightsOf(role: RoleRow, roles: readonly RoleRow[], grants: readonly GrantRow[]): RoleRights {
  const effective = new Map<string, Scope>()
  const met = new Set<number>()
  let requiresTotp = false
  for (let at: RoleRow | undefined = role; at && !met.has(at.id); at = parentOf(at, roles)) {
    met.add(at.id)
    requiresTotp ||= Boolean(at.requires_totp)
    for (const grant of grants)
      if (grant.role_id === at.id) effective.set(grant.permission, widest(effective.get(grant.permission), grant.scope))
  }

  return {
    id: role.id,
    key: role.key,
    name: role.name,
    administrator: Boolean(role.built_in),
    requiresTotp,
    grants: effective,
  }
}

function parentOf(role: RoleRow, roles: readonly RoleRow[]): RoleRow | undefined {
  return role.extends_id === null ? undefined : roles.find((other) => other.id === role.extends_id)
}

function departmentOf(
  operatorId: number,
  unitId: number | null,
  units: readonly { id: number; parent_id: number | null }[],
  people: readonly { id: number; unit_id: number }[],
): readonly number[] {
  if (unitId === null) return [operatorId]
  const inside = new Set([unitId])
  for (let size = 0; size !== inside.size;) {
    size = inside.size
    for (const unit of units) if (unit.parent_id !== null && inside.has(unit.parent_id)) inside.add(unit.id)
  }

  return [...new Set([operatorId, ...people.filter((person) => inside.has(person.unit_id)).map((person) => person.id)])]
}
