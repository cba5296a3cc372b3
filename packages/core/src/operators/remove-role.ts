import type { Ctx } from '../ctx.js'
import { remove } from '../entity/remove.js'
import { may } from '../permissions.js'
import { notFound, Refusal } from '../plugin/refusal.js'
import type { Undoable } from '../plugin/undoable.js'
import { Operator } from './operator.js'
import { Role, role } from './role.js'

/**
 * Removes a role nobody has and nothing extends. Refuses `core.role-built-in`, `core.role-in-use` (with
 * `operators: [{ id, name }]`) and `core.role-extended` (with `roles`).
 */
export async function removeRole(
  ctx: Ctx,
  id: number,
  { version }: { version?: number | undefined },
): Promise<Undoable> {
  ctx.must(may.manageRoles)
  const row = await Role.query(ctx.db).findById(id)
  if (!row) throw notFound()
  if (row.builtIn) throw new Refusal('core.role-built-in')

  const operators = await Operator.query(ctx.db).where({ role_id: id }).orderBy('name_key').select('id', 'name')
  if (operators.length > 0)
    throw new Refusal('core.role-in-use', { params: named(operators), extra: { operators: plain(operators) } })
  const roles = await Role.query(ctx.db).where({ extends_id: id }).orderBy('name_key').select('id', 'name')
  if (roles.length > 0)
    throw new Refusal('core.role-extended', { params: named(roles), extra: { roles: plain(roles) } })

  return remove(ctx, role, id, { version })
}

function named(rows: readonly { name: string }[]) {
  return { names: rows.map((row) => row.name).join(', '), count: rows.length }
}

function plain(rows: readonly { id: number; name: string }[]) {
  return rows.map(({ id, name }) => ({ id, name }))
}
