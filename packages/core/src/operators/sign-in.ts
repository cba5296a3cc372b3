import type { Ctx } from '../ctx.js'
import { writing } from '../db/writing.js'
import { auditChange } from '../entity/audit.js'
import { Refusal } from '../plugin/refusal.js'
import { hashPassword, isWeakHash, verifyPassword } from './hash-password.js'
import { Operator } from './operator.js'
import { createSession } from './sessions.js'
import { countFailure, forgetFailures, locked, refuseLocked } from './sign-in-attempts.js'

export interface Credentials {
  readonly login: string
  readonly password: string
  readonly address: string
  readonly agent?: string
}

/** Sign-ins of one login go one after the other, so that many at once cannot slip past the count of failures. */
const lines = new Map<string, Promise<unknown>>()

/**
 * Signs an operator in and gives the id of a new session. Throws 401 `core.bad-credentials` (the same, and as slowly,
 * for logins nobody has), 429 `core.login-locked` from the fifth failure on, 429 `core.too-many` for the address.
 * `ctx.db` is a plain connection: a failure stays counted although the answer is a refusal. The one service that opens
 * transactions of its own, for no transaction may wait for a password to be hashed.
 */
export async function signIn(ctx: Ctx, { password, address, agent, ...given }: Credentials): Promise<string> {
  const login = given.login.trim().toLowerCase().slice(0, 64)

  return inLine(login, async () => {
    await refuseLocked(ctx, { login, address })
    const found = await findByLogin(ctx, login)
    if (!(await verifyPassword(found?.passwordHash ?? null, password)) || !found)
      throw await failed(ctx, { login, address, found })

    const stronger = found.passwordHash && isWeakHash(found.passwordHash) ? await hashPassword(password) : null
    return inTransaction(ctx, async (inside) => {
      await forgetFailures(inside, login)
      if (stronger) await Operator.query(inside.db).findById(found.id).patch({ passwordHash: stronger })
      return createSession(inside, found.id, { address, ...(agent && { agent }) })
    })
  })
}

async function findByLogin(ctx: Ctx, login: string): Promise<Operator | undefined> {
  return Operator.query(ctx.db).findOne({ login, kind: 'person' }).whereNull('deactivated_at')
}

async function failed(
  ctx: Ctx,
  { login, address, found }: { login: string; address: string; found: Operator | undefined },
): Promise<Refusal> {
  const until = await inTransaction(ctx, async (inside) => {
    const lockedUntil = await countFailure(inside, { login, address })
    if (lockedUntil)
      await auditChange(inside, {
        entity: 'core.operator',
        record: found?.id ?? null,
        label: found?.name ?? login,
        action: 'locked',
        changes: [{ field: 'lockedUntil', before: null, after: lockedUntil }],
      })
    return lockedUntil
  })

  return until ? locked(until, ctx.now()) : new Refusal('core.bad-credentials', { status: 401 })
}

async function inTransaction<T>(ctx: Ctx, work: (inside: Ctx) => Promise<T>): Promise<T> {
  return writing(ctx.db, (db) => work({ ...ctx, db }))
}

async function inLine<T>(login: string, work: () => Promise<T>): Promise<T> {
  const before = lines.get(login) ?? Promise.resolve()
  const mine = before.then(work, work)
  lines.set(login, mine)
  try {
    return await mine
  } finally {
    if (lines.get(login) === mine) lines.delete(login)
  }
}
