import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { writing } from '../db/writing.js'
import { Refusal } from '../plugin/refusal.js'
import { failedAttempt } from './failed-attempt.js'
import { hashPassword, isWeakHash, verifyPassword } from './hash-password.js'
import { inLine } from './in-line.js'
import { Operator } from './operator.js'
import { acceptCode } from './second-factor/accept-code.js'
import { isRemembered, rememberDevice } from './second-factor/devices.js'
import { type NoteKind, openNote, sealNote } from './second-factor/sealed-note.js'
import { createSession, type Whence } from './sessions.js'
import { forgetFailures, refuseLocked } from './sign-in-attempts.js'

export interface Showing extends Whence {
  readonly address: string
  /** A code of the second factor, of the authenticator or for recovery; none: it is asked for. */
  readonly code?: string | undefined
  /** What the cookie of a remembered browser says. */
  readonly device?: string | undefined
  /** Whether the code is not to be asked in this browser for a while. */
  readonly remember?: boolean | undefined
}

export interface Credentials extends Showing {
  readonly login: string
  readonly password: string
}

/** A session and, when the browser is remembered from now, what its cookie is to say; or a pass to the second step. */
export type SignedIn =
  { readonly session: string; readonly device: string | null } | { readonly session: null; readonly pass: string }

const passNote = Type.Object({ operatorId: Type.Integer(), passwordSetAt: Type.String() })
/** Whoever carries it has shown the right password a moment ago, and it has not been changed since. */
const passKind: NoteKind<typeof passNote> = { purpose: 'core.sign-in', schema: passNote, minutes: 5 }

/**
 * Signs an operator in and gives the id of a new session. Throws 401 `core.bad-credentials` (the same, and as slowly,
 * for logins nobody has), 401 `core.bad-code`, 429 `core.login-locked` from the fifth failure on, 429 `core.too-many` for
 * the address. A right password without the code that is needed opens no session, and is neither a failure nor makes
 * those before forgotten: it gives a pass, with which `signInByCode` goes on. `ctx.db` is a plain connection: a failure
 * stays counted although the answer is a refusal. A service that opens transactions of its own, for none may wait for a
 * password to be hashed.
 */
export async function signIn(ctx: Ctx, { password, login: given, ...shown }: Credentials): Promise<SignedIn> {
  const login = given.trim().toLowerCase().slice(0, 64)

  return inLine(login, async () => {
    const attempt = { login, address: shown.address }
    await refuseLocked(ctx, attempt)
    const found = await working(ctx, { login })
    if (!(await verifyPassword(found?.passwordHash ?? null, password)) || !found) {
      await failedAttempt(ctx, attempt, found)
      throw new Refusal('core.bad-credentials', { status: 401 })
    }
    const stronger = found.passwordHash && isWeakHash(found.passwordHash) ? await hashPassword(password) : null
    return letIn(ctx, found, { ...shown, stronger })
  })
}

/**
 * The second step of a sign-in: the pass of the first, and a code. Throws 401 `core.sign-in-over` when the pass is too old
 * or the password was changed since, 401 `core.bad-code`, and 429 as `signIn` does.
 */
export async function signInByCode(
  ctx: Ctx,
  { pass, ...shown }: Showing & { readonly pass: string },
): Promise<SignedIn> {
  const note = openNote(ctx, passKind, pass)
  const passed = note && (await working(ctx, { id: note.operatorId }))
  if (!passed || passed.passwordSetAt !== note.passwordSetAt) throw new Refusal('core.sign-in-over', { status: 401 })

  return inLine(passed.login, async () => {
    await refuseLocked(ctx, { login: passed.login, address: shown.address })
    return letIn(ctx, passed, { ...shown, stronger: null })
  })
}

async function working(ctx: Ctx, who: { readonly login: string } | { readonly id: number }) {
  return Operator.query(ctx.db)
    .findOne({ ...who, kind: 'person' })
    .whereNull('deactivated_at')
}

/** The password was right. `stronger` is its hash at today's cost, when the one that is kept is weaker. */
async function letIn(
  ctx: Ctx,
  found: Operator,
  { code, device = '', remember = false, stronger, ...whence }: Showing & { readonly stronger: string | null },
): Promise<SignedIn> {
  const asked = found.totpConfirmedAt !== null && !(await isRemembered(ctx, found.id, device))
  if (asked && !code) {
    const { id, passwordSetAt } = found
    return { session: null, pass: sealNote(ctx, passKind, { operatorId: id, passwordSetAt: passwordSetAt ?? '' }) }
  }
  const signedIn = await writing(ctx.db, async (db) => {
    const inside = { ...ctx, db }
    if (asked && !(await acceptCode(inside, found, code ?? ''))) return null
    await forgetFailures(inside, found.login)
    if (stronger) await Operator.query(db).findById(found.id).patch({ passwordHash: stronger })
    const session = await createSession(inside, found.id, whence)
    return { session, device: asked && remember ? await rememberDevice(inside, found, whence) : null }
  })
  if (signedIn) return signedIn

  await failedAttempt(ctx, { login: found.login, address: whence.address }, found)
  throw new Refusal('core.bad-code', { status: 401 })
}
