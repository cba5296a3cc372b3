import type { Ctx } from '../../ctx.js'
import { doerOf } from '../../entity/doer.js'
import { notFound, refuseFields } from '../../plugin/refusal.js'
import { failedAttempt } from '../failed-attempt.js'
import { verifyPassword } from '../hash-password.js'
import { inLine } from '../in-line.js'
import { Operator } from '../operator.js'
import { forgetFailures, refuseLocked } from '../sign-in-attempts.js'

export interface Proof {
  readonly password: string
  readonly code: string
  /** Address of the client as the server knows it: failures are counted for it too. */
  readonly address: string
}

/**
 * Who sits there proves that it is he, before his second factor is touched: his password, and a code that `work` judges
 * in its own transaction, with null for one that is wrong. Failures count as those of the sign-in. Refuses
 * `core.bad-password`, `core.bad-code`, 429 `core.login-locked`. `ctx.db` is a plain connection: what failed stays counted.
 */
export async function proven<T>(
  ctx: Ctx,
  { password, address }: Omit<Proof, 'code'>,
  work: (row: Operator) => Promise<T | null>,
): Promise<T> {
  const row = await Operator.query(ctx.db).findById(doerOf(ctx) ?? 0)
  if (!row) throw notFound()
  return inLine(row.login, async () => {
    const attempt = { login: row.login, address }
    await refuseLocked(ctx, attempt)
    if (!(await verifyPassword(row.passwordHash, password))) {
      await failedAttempt(ctx, attempt, row)
      throw refuseFields([{ path: 'password', code: 'core.bad-password' }])
    }
    const done = await work(row)
    if (done === null) {
      await failedAttempt(ctx, attempt, row)
      throw refuseFields([{ path: 'code', code: 'core.bad-code' }])
    }
    await forgetFailures(ctx, row.login)
    return done
  })
}
