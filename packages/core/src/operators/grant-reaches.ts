import type { Ctx } from '../ctx.js'
import type { Permission } from '../plugin/permissions.js'
import { Refusal } from '../plugin/refusal.js'

/**
 * Whether a scoped right of the operator reaches a record that belongs to these operators (nobody's own when they are
 * null): `own` when he is one of them, `department` when one of them is his. True for work nobody asked for by hand.
 */
export function grantReaches({ system, operator }: Ctx, permission: Permission, owners: readonly unknown[]): boolean {
  if (system) return true
  const scope = operator?.grants.get(permission.id)
  if (operator === null || scope === undefined) return false
  if (scope === 'all') return true
  const mine: readonly unknown[] = scope === 'own' ? [operator.id] : operator.department

  return owners.some((owner) => mine.includes(owner))
}

/** 403 `core.not-permitted`, naming the permission, when it does not reach. */
export function mustReach(ctx: Ctx, permission: Permission, owners: readonly unknown[]): void {
  if (grantReaches(ctx, permission, owners)) return
  throw new Refusal('core.not-permitted', {
    status: 403,
    params: { permission: ctx.t(`permission.${permission.id}`) },
    extra: { permission: permission.id },
  })
}
