import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { doerOf } from '../entity/doer.js'
import { may } from '../permissions.js'
import { notFound, Refusal, refuseFields } from '../plugin/refusal.js'
import { holdsAll, loadAccess } from './access.js'
import { hashPassword, verifyPassword } from './hash-password.js'
import { judgePassword } from './judge-password.js'
import { Operator } from './operator.js'
import { forgetDevices } from './second-factor/devices.js'
import { generatedPassword } from './secrets.js'
import { endSessions } from './sessions.js'
import { forgetFailures } from './sign-in-attempts.js'

/** A generated password and what is kept of it; made before the transaction that gives it to somebody. */
export async function newPassword(): Promise<{ readonly password: string; readonly hash: string }> {
  const password = generatedPassword()
  return { password, hash: await hashPassword(password) }
}

/**
 * Gives an operator a new password, ends his sessions and lifts a lock. Refuses `core.grants-more` for somebody who may
 * more than the one who asks, and `core.service-operator`.
 */
export async function resetPassword(ctx: Ctx, id: number, { hash }: { readonly hash: string }): Promise<void> {
  ctx.must(may.manageOperators)
  const row = await Operator.query(ctx.db).findById(id)
  if (!row) throw notFound()
  if (row.kind === 'service') throw new Refusal('core.service-operator')
  if (!holdsAll(ctx, await loadAccess(ctx.db), row.roleId)) throw new Refusal('core.grants-more')

  await givePassword(ctx, row, { hash })
}

/** A change of one's own password that was judged: the hash that was in force, and the one to come. */
export interface ReadyChange {
  readonly before: string | null
  readonly hash: string
}

/**
 * Judges a change of one's own password and hashes the new one; no transaction may wait for that. Refuses
 * `core.bad-password` when the present one is wrong, and the new one by the rules of `judgePassword`, under `password`.
 */
export async function readyChange(
  ctx: Ctx,
  { present, password }: { present: string; password: string },
): Promise<ReadyChange> {
  const row = await Operator.query(ctx.db).findById(doerOf(ctx) ?? 0)
  if (!row) throw notFound()
  if (!(await verifyPassword(row.passwordHash, present))) throw badPassword()
  const refused = await judgePassword(password, { login: row.login, name: row.name, hash: row.passwordHash })
  if (refused.length > 0) throw refuseFields(refused)

  return { before: row.passwordHash, hash: await hashPassword(password) }
}

/**
 * Changes one's own password as it was made ready; all sessions end. Refuses `core.bad-password` when it was changed in
 * the meantime.
 */
export async function changePassword(ctx: Ctx, { before, hash }: ReadyChange): Promise<void> {
  const row = await Operator.query(ctx.db)
    .findById(doerOf(ctx) ?? 0)
    .forUpdate()
  if (!row) throw notFound()
  if (row.passwordHash !== before) throw badPassword()

  await givePassword(ctx, row, { hash })
}

function badPassword(): Refusal {
  return refuseFields([{ path: 'present', code: 'core.bad-password' }])
}

/**
 * Keeps the hash of a password that was judged or generated, without asking who may. Sessions end, and every browser is
 * asked for the second factor again.
 */
export async function givePassword(ctx: Ctx, row: Operator, { hash }: { readonly hash: string }): Promise<void> {
  await Operator.query(ctx.db).findById(row.id).patch({ passwordHash: hash, passwordSetAt: ctx.now() })
  await endSessions(ctx, row.id)
  await forgetDevices(ctx, row.id)
  await forgetFailures(ctx, row.login)
  await auditChange(ctx, {
    entity: 'core.operator',
    record: row.id,
    label: row.name,
    action: 'password-set',
    changes: [],
  })
}
