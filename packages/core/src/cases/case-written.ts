import type { Ctx } from '../ctx.js'
import { settleQuiet } from './services/settle-quiet.js'
import type { Case } from './models/case.js'

/** What a contractor is in one of our cases, it is to us: a role it lacks is added to it (spec-core §5). */
export async function caseWritten(
  ctx: Ctx,
  { before, after }: { before: Case | null; after: Case | null },
): Promise<void> {
  if (after === null) return
  if (before === null) await settleQuiet(ctx, 'core_case', [after.id])
  const link = { contractor_id: after.contractorId, role: after.contractorRole }
  const known: unknown = await ctx.db('core_contractor_role_link').where(link).first('id')
  if (!known) await ctx.db('core_contractor_role_link').insert(link)
}
