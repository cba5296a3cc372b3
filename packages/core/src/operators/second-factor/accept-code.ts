import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { SealedElsewhere } from '../../host/vault.js'
import { Refusal } from '../../plugin/refusal.js'
import { Operator } from '../operator.js'
import { stepOfCode } from './one-time-password.js'
import { recoveryCodesLeft, useRecoveryCode } from './recovery-codes.js'

/**
 * Whether a code proves the second factor of an operator: six digits of the authenticator, whose step was not accepted
 * before, or a recovery code that was not used. Either is used up by it, and of two that come at once one is refused.
 * Refuses `core.second-factor-lost` when the secret was sealed with another instance key.
 */
export async function acceptCode(ctx: Ctx, row: Operator, code: string): Promise<boolean> {
  const typed = code.replace(/\s/g, '')
  return /^\d{6}$/.test(typed) ? acceptStep(ctx, row, typed) : acceptRecovery(ctx, row, typed)
}

async function acceptStep(ctx: Ctx, { id, totpSecret }: Operator, code: string): Promise<boolean> {
  const step = totpSecret === null ? null : stepOfCode(opened(ctx, totpSecret), code, ctx.now())
  if (step === null) return false
  const accepted = await Operator.query(ctx.db)
    .findById(id)
    .where({ totp_secret: totpSecret })
    .where((unused) => void unused.whereNull('totp_step').orWhere('totp_step', '<', step))
    .patch({ totpStep: step })
  return accepted === 1
}

async function acceptRecovery(ctx: Ctx, { id, name }: Operator, code: string): Promise<boolean> {
  if (!(await useRecoveryCode(ctx, id, code))) return false
  await auditChange(ctx, {
    entity: 'core.operator',
    record: id,
    label: name,
    action: 'recovery-code-used',
    changes: [{ field: 'recoveryCodesLeft', before: null, after: await recoveryCodesLeft(ctx, id) }],
  })
  return true
}

function opened(ctx: Ctx, sealed: string): string {
  try {
    return ctx.vault.open(sealed)
  } catch (error) {
    if (error instanceof SealedElsewhere) throw new Refusal('core.second-factor-lost')
    throw error
  }
}
