import { randomBytes } from 'node:crypto'
import type { Ctx } from '../../ctx.js'
import { insertMany } from '../../db/bulk.js'
import { CLEAR } from '../secrets.js'

const TABLE = 'core_recovery_code'
const CODES = 10
/** Signs of a code, five bits each, in two groups. */
const SIGNS = 10

/** Ten new codes of an operator; the ones before are good for nothing. They are in the answer and nowhere else. */
export async function makeRecoveryCodes(ctx: Ctx, operatorId: number): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, newCode)
  await forgetRecoveryCodes(ctx, operatorId)
  await insertMany(
    ctx.db,
    TABLE,
    codes.map((code) => ({ operator_id: operatorId, code_mark: markOf(ctx, operatorId, bare(code)), used_at: null })),
  )
  return codes
}

/** Uses a code up: true for the first who brings it, of however many at once. Spaces, dashes and case do not matter. */
export async function useRecoveryCode(ctx: Ctx, operatorId: number, code: string): Promise<boolean> {
  const used = await ctx
    .db(TABLE)
    .where({ operator_id: operatorId, code_mark: markOf(ctx, operatorId, bare(code)) })
    .whereNull('used_at')
    .update({ used_at: ctx.now() })
  return used === 1
}

/** How many codes are still good. */
export async function recoveryCodesLeft(ctx: Ctx, operatorId: number): Promise<number> {
  const [counted] = await ctx.db(TABLE).where({ operator_id: operatorId }).whereNull('used_at').count({ n: '*' })
  return Number(counted?.n ?? 0)
}

/** None of the operator's codes is good any more. */
export async function forgetRecoveryCodes(ctx: Ctx, operatorId: number): Promise<void> {
  await ctx.db(TABLE).where({ operator_id: operatorId }).delete()
}

function newCode(): string {
  const signs = [...randomBytes(SIGNS)].map((byte) => CLEAR[byte % CLEAR.length]).join('')
  return `${signs.slice(0, SIGNS / 2)}-${signs.slice(SIGNS / 2)}`
}

function bare(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** Signed with the instance key: fifty bits could be guessed from a bare hash by whoever has the database alone. */
function markOf(ctx: Ctx, operatorId: number, code: string): string {
  return ctx.vault.sign('core.recovery-code', `${operatorId}:${code}`)
}
