import type { Ctx } from '../ctx.js'
import type { Change } from '../plugin/entity.js'
import type { FieldRefusal } from '../plugin/refusal.js'

const MOST_ALIASES = 10

/** A case has at most ten aliases, its contractor is an active one, and stays the same once something happened in it. */
export async function caseRules(ctx: Ctx, change: Change): Promise<readonly FieldRefusal[]> {
  return [...aliases(change), ...(await contractorOf(ctx, change))]
}

function aliases({ after }: Change): readonly FieldRefusal[] {
  const lines = String(after.aliases ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.length > MOST_ALIASES
    ? [{ path: 'aliases', code: 'core.too-many-aliases', params: { limit: MOST_ALIASES } }]
    : []
}

async function contractorOf(ctx: Ctx, { before, after, changed }: Change): Promise<readonly FieldRefusal[]> {
  if (!changed.has('contractorId') || !after.contractorId) return []
  const path = 'contractorId'
  const row: { deactivated_at: string | null } | undefined = await ctx
    .db('core_contractor')
    .where({ id: Number(after.contractorId) })
    .first('deactivated_at')
  if (row?.deactivated_at) return [{ path, code: 'core.contractor-inactive' }]
  const event: unknown =
    before &&
    (await ctx
      .db('core_event')
      .where({ case_id: Number(before.id) })
      .first('id'))

  return event ? [{ path, code: 'core.case-contractor-fixed' }] : []
}
