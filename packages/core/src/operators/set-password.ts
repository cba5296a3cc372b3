import type { Ctx } from '../ctx.js'
import { auditChange } from '../entity/audit.js'
import { may } from '../permissions.js'
import { notFound, Refusal, refuseFields } from '../plugin/refusal.js'
import { holdsAll, loadAccess } from './access.js'
import { hashPassword, verifyPassword } from './hash-password.js'
import { judgePassword } from './judge-password.js'
import { Operator } from './operator.js'
import { generatedPassword } from './secrets.js'
import { endSessions } from './sessions.js'
import { forgetFailures } from './sign-in-attempts.js'

/**
 * Gives an operator a generated password, ends his sessions and lifts a lock; the password is in the answer and nowhere
 * else. Refuses `core.grants-more` for somebody who may more than the one who asks, and `core.service-operator`.
 */
export async function resetPassword(ctx: Ctx, id: number): Promise<string> {
  ctx.must(may.manageOperators)
  const row = await Operator.query(ctx.db).findById(id)
  if (!row) throw notFound()
  if (row.kind === 'service') throw new Refusal('core.service-operator')
  if (!holdsAll(ctx, await loadAccess(ctx.db), row.roleId)) throw new Refusal('core.grants-more')

  const password = generatedPassword()
  await givePassword(ctx, row, password)
  return password
}

/**
 * Changes one's own password; the other sessions end. Refuses `core.bad-password` when the present one is wrong, and the
 * new one by the rules of `judgePassword`, under `password`.
 */
export async function changePassword(
  ctx: Ctx,
  { present, password }: { present: string; password: string },
): Promise<void> {
  const row = await Operator.query(ctx.db).findById(ctx.operator?.id ?? 0)
  if (!row) throw notFound()
  if (!(await verifyPassword(row.passwordHash, present)))
    throw refuseFields([{ path: 'present', code: 'core.bad-password' }])
  const refused = await judgePassword(password, { login: row.login, name: row.name, hash: row.passwordHash })
  if (refused.length > 0) throw refuseFields(refused)

  await givePassword(ctx, row, password)
}

/** Keeps a password that was judged or generated, without asking who may; for the set-up and the console. */
export async function givePassword(ctx: Ctx, row: Operator, password: string): Promise<void> {
  await Operator.query(ctx.db)
    .findById(row.id)
    .patch({ passwordHash: await hashPassword(password), passwordSetAt: ctx.now() })
  await endSessions(ctx, row.id)
  await forgetFailures(ctx, row.login)
  await auditChange(ctx, {
    entity: 'core.operator',
    record: row.id,
    label: row.name,
    action: 'password-set',
    changes: [],
  })
}
