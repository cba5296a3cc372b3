import type { Ctx } from '../ctx.js'
import { writing } from '../db/writing.js'
import { auditChange } from '../entity/audit.js'
import type { Operator } from './operator.js'
import { type Attempt, countFailure, locked } from './sign-in-attempts.js'

/**
 * Counts a wrong password or code in a transaction of its own, for the request is refused. Throws 429 `core.login-locked`
 * when it is the one that locks the login; that stands in the trail, once for each lock.
 */
export async function failedAttempt(ctx: Ctx, attempt: Attempt, found: Operator | undefined): Promise<void> {
  const until = await writing(ctx.db, async (db) => {
    const inside = { ...ctx, db }
    const lockedUntil = await countFailure(inside, attempt)
    if (lockedUntil)
      await auditChange(inside, {
        entity: 'core.operator',
        record: found?.id ?? null,
        label: found?.name ?? attempt.login,
        action: 'locked',
        changes: [{ field: 'lockedUntil', before: null, after: lockedUntil }],
      })
    return lockedUntil
  })
  if (until) throw locked(until, ctx.now())
}
