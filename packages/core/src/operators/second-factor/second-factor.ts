import type { Ctx } from '../../ctx.js'
import { writing } from '../../db/writing.js'
import { auditChange } from '../../entity/audit.js'
import { doerOf } from '../../entity/doer.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { loadAccess } from '../access.js'
import { judged } from '../deactivate-operator.js'
import { Operator } from '../operator.js'
import { endSessions } from '../sessions.js'
import { acceptCode } from './accept-code.js'
import { forgetDevices } from './devices.js'
import { type Proof, proven } from './prove-oneself.js'
import { forgetRecoveryCodes, makeRecoveryCodes, recoveryCodesLeft } from './recovery-codes.js'

export interface FactorState {
  /** UTC instant since which it is in force; null: he has none. */
  readonly confirmedAt: string | null
  /** Whether his role wants one. */
  readonly required: boolean
  readonly recoveryCodesLeft: number
}

/** How it stands with an operator's second factor. */
export async function factorOf(ctx: Ctx, operatorId: number): Promise<FactorState> {
  const row = await Operator.query(ctx.db).findById(operatorId)
  if (!row) throw notFound()
  const role = (await loadAccess(ctx.db)).roles.get(row.roleId)
  return {
    confirmedAt: row.totpConfirmedAt,
    required: row.kind === 'person' && (role?.requiresTotp ?? false),
    recoveryCodesLeft: row.totpConfirmedAt === null ? 0 : await recoveryCodesLeft(ctx, operatorId),
  }
}

/** Ten new recovery codes for whoever sits there, in exchange for his password and a code. `ctx.db` is a plain connection. */
export async function renewRecoveryCodes(ctx: Ctx, { code, ...proof }: Proof): Promise<readonly string[]> {
  return proven(ctx, proof, (row) =>
    writing(ctx.db, async (db) => {
      const inside = { ...ctx, db }
      refuseWithout(row)
      if (!(await acceptCode(inside, row, code))) return null
      await auditChange(inside, factorEntry(row, 'recovery-codes-made'))
      return makeRecoveryCodes(inside, row.id)
    }),
  )
}

/**
 * Whoever sits there does without a second factor from now; all his sessions end, this one too. Needs his password and a
 * code. `ctx.db` is a plain connection.
 */
export async function takeOwnFactor(ctx: Ctx, { code, ...proof }: Proof): Promise<void> {
  await proven(ctx, proof, (row) =>
    writing(ctx.db, async (db) => {
      const inside = { ...ctx, db }
      refuseWithout(row)
      if (!(await acceptCode(inside, row, code))) return null
      await takeFactor(inside, row)
      return true
    }),
  )
}

/**
 * An administrator takes the second factor of another away, who has lost his phone and his recovery codes. Refuses
 * `core.second-factor-own`, `core.second-factor-missing`, and `core.grants-more` for somebody who may more than he.
 */
export async function takeFactorOf(ctx: Ctx, id: number): Promise<void> {
  const row = await judged(ctx, id)
  if (row.id === ctx.operator?.id || row.id === doerOf(ctx)) throw new Refusal('core.second-factor-own')
  refuseWithout(row)
  await takeFactor(ctx, row)
}

/** Takes it away without asking who may: secret, recovery codes and remembered browsers go, all sessions end. */
export async function takeFactor(ctx: Ctx, row: Operator): Promise<void> {
  await Operator.query(ctx.db).findById(row.id).patch({ totpSecret: null, totpConfirmedAt: null, totpStep: null })
  await forgetRecoveryCodes(ctx, row.id)
  await forgetDevices(ctx, row.id)
  await endSessions(ctx, row.id)
  await auditChange(ctx, factorEntry(row, 'second-factor-removed'))
}

function refuseWithout({ totpConfirmedAt }: Operator): void {
  if (totpConfirmedAt === null) throw new Refusal('core.second-factor-missing')
}

function factorEntry({ id, name }: Operator, action: string) {
  return { entity: 'core.operator', record: id, label: name, action }
}
