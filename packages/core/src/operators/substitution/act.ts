import type { Ctx } from '../../ctx.js'
import { auditChange } from '../../entity/audit.js'
import { doerOf } from '../../entity/doer.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import { actSession } from '../sessions.js'
import { Substitution } from './substitution.js'

/**
 * From now the session works in the absent one's rights, until he says otherwise or the last day is over. Gives the
 * session's new id. 404 for a substitution that is not his; refuses `core.substitution-not-now` on other days.
 */
export async function actFor(ctx: Ctx, token: string, substitutionId: number): Promise<string> {
  const me = doerOf(ctx) ?? 0
  const row = await Substitution.query(ctx.db).findOne({ id: substitutionId, substitute_id: me })
  if (!row) throw notFound()
  const today = ctx.today()
  if (row.firstDay > today || row.lastDay < today) throw new Refusal('core.substitution-not-now')

  const next = await actSession(ctx, token, row.id)
  await noteActing(ctx, row.absentId, 'acting-begun')
  return next
}

/** Back to himself; gives the session's new id. Nothing else happens when he was himself already. */
export async function actForNobody(ctx: Ctx, token: string): Promise<string> {
  const next = await actSession(ctx, token, null)
  if (ctx.operator?.sitting) await noteActing(ctx, ctx.operator.id, 'acting-ended')
  return next
}

async function noteActing(ctx: Ctx, absentId: number, action: string): Promise<void> {
  const absent = await ctx.db('core_operator').where({ id: absentId }).first<{ name: string }>('name')
  await auditChange(ctx, { entity: 'core.operator', record: absentId, label: absent?.name ?? '', action })
}
