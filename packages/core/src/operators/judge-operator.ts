import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'
import { holdsAll, loadAccess } from './access.js'
import { administratorsLeft } from './administrators-left.js'

const LOGIN = /^[a-z0-9._-]{2,40}$/

/**
 * Rules of an operator: the login has 2–40 signs of `a-z0-9._-` (`core.bad-login`), is nobody else's for ever
 * (`core.login-taken`) and does not change (`core.login-fixed`); a person stays one, and so does a service
 * (`core.operator-kind-fixed`); nobody gives a role that may more than he may (`core.grants-more`), and one Administrator
 * stays (`core.last-administrator`).
 */
export async function judgeOperator(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  const refused: FieldRefusal[] = []
  const id = before ? Number(before.id) : null
  if (changed.has('login')) refused.push(...(await judgeLogin(ctx, String(after.login ?? ''), id)))
  if (changed.has('kind') && id !== null) refused.push({ path: 'kind', code: 'core.operator-kind-fixed' })
  if (changed.has('roleId') && after.roleId) {
    const access = await loadAccess(ctx.db)
    if (!holdsAll(ctx, access, Number(after.roleId))) refused.push({ path: 'roleId', code: 'core.grants-more' })
    if (id !== null && !holdsAll(ctx, access, Number(before?.roleId)))
      refused.push({ path: 'roleId', code: 'core.grants-more' })
    if (
      id !== null &&
      !before?.deactivatedAt &&
      !(await administratorsLeft(ctx, { without: id, unlessRole: Number(after.roleId) }))
    )
      refused.push({ path: 'roleId', code: 'core.last-administrator' })
  }

  return refused
}

async function judgeLogin(ctx: Ctx, login: string, id: number | null): Promise<readonly FieldRefusal[]> {
  if (id !== null) return [{ path: 'login', code: 'core.login-fixed' }]
  if (!LOGIN.test(login)) return [{ path: 'login', code: 'core.bad-login' }]

  const taken = await ctx.db('core_operator').where({ login }).first('id')
  return taken ? [{ path: 'login', code: 'core.login-taken' }] : []
}
