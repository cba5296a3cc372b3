import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { writing } from '../../db/writing.js'
import { auditChange } from '../../entity/audit.js'
import { doerOf } from '../../entity/doer.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { coreSettings } from '../../settings/core-settings.js'
import { Operator } from '../operator.js'
import { factorUri, newFactorSecret, stepOfCode } from './one-time-password.js'
import { type Proof, proven } from './prove-oneself.js'
import { makeRecoveryCodes } from './recovery-codes.js'
import { type NoteKind, openNote, sealNote } from './sealed-note.js'

const enrolmentNote = Type.Object({ operatorId: Type.Integer(), secret: Type.String() })
const enrolment: NoteKind<typeof enrolmentNote> = {
  purpose: 'core.enrolment',
  schema: enrolmentNote,
  minutes: 60,
}

export interface Enrolment {
  /** The secret, sealed: whoever confirms it sends it back. Good for an hour, for this operator alone. */
  readonly enrolment: string
  /** Base32, for whoever cannot read the QR code. */
  readonly secret: string
  /** `otpauth://…`, what the QR code says. */
  readonly uri: string
}

/** A new secret for whoever sits there; nothing is written before he proves that his authenticator has it. */
export async function beginEnrolment(ctx: Ctx): Promise<Enrolment> {
  const row = await Operator.query(ctx.db).findById(doerOf(ctx) ?? 0)
  if (!row) throw notFound()
  refuseSecond(row)
  return shownEnrolment(ctx, row, newFactorSecret())
}

/** The same secret once more, after a code that was wrong; a new one when the note is too old. */
export async function sameEnrolment(ctx: Ctx, sealed: string): Promise<Enrolment> {
  const row = await Operator.query(ctx.db).findById(doerOf(ctx) ?? 0)
  if (!row) throw notFound()
  refuseSecond(row)
  const note = openNote(ctx, enrolment, sealed)
  return shownEnrolment(ctx, row, note?.operatorId === row.id ? note.secret : newFactorSecret())
}

/**
 * The second factor is in force from now: gives ten recovery codes, shown once. Needs the password and a code of the new
 * secret. Refuses `core.second-factor-set` when he has one, `core.enrolment-over` for a note that is too old, and what
 * `proven` refuses. `ctx.db` is a plain connection.
 */
export async function enrol(
  ctx: Ctx,
  { sealed, code, ...proof }: Proof & { readonly sealed: string },
): Promise<readonly string[]> {
  return proven(ctx, proof, async (row) => {
    refuseSecond(row)
    const note = openNote(ctx, enrolment, sealed)
    if (note?.operatorId !== row.id) throw new Refusal('core.enrolment-over')
    const step = stepOfCode(note.secret, code.replace(/\s/g, ''), ctx.now())
    return step === null ? null : writing(ctx.db, (db) => keep({ ...ctx, db }, row, { secret: note.secret, step }))
  })
}

async function keep(
  ctx: Ctx,
  { id, name }: Operator,
  { secret, step }: { readonly secret: string; readonly step: number },
): Promise<readonly string[]> {
  const kept = await Operator.query(ctx.db)
    .findById(id)
    .whereNull('totp_confirmed_at')
    .patch({ totpSecret: ctx.vault.seal(secret), totpConfirmedAt: ctx.now(), totpStep: step })
  if (kept === 0) throw new Refusal('core.second-factor-set')
  await auditChange(ctx, { entity: 'core.operator', record: id, label: name, action: 'second-factor-set' })
  return makeRecoveryCodes(ctx, id)
}

async function shownEnrolment(ctx: Ctx, { id, login }: Operator, secret: string): Promise<Enrolment> {
  const { firmName } = await ctx.settings('core', coreSettings)
  return {
    enrolment: sealNote(ctx, enrolment, { operatorId: id, secret }),
    secret,
    uri: factorUri(secret, { firm: firmName || 'Berberis', login }),
  }
}

/** A program has no second factor, and nobody has two. */
function refuseSecond({ kind, totpConfirmedAt }: Operator): void {
  if (kind === 'service') throw new Refusal('core.service-operator')
  if (totpConfirmedAt !== null) throw new Refusal('core.second-factor-set')
}
