import type { Ctx } from '../../ctx.js'
import type { StandIn } from './stand-in.js'

const MOST = 20

export interface OwnSubstitution {
  readonly id: number
  readonly absent: string
  readonly substitute: string
  /** Local days, both included. */
  readonly from: string
  readonly to: string
  /** He stands in today, and does not act so yet. */
  readonly mayAct: boolean
  readonly acting: boolean
}

/** Substitutions that concern an operator and are not over: of him and by him, the next ones first, twenty at most. */
export async function substitutionsOf(
  ctx: Ctx,
  operatorId: number,
  standIn: StandIn | null,
): Promise<readonly OwnSubstitution[]> {
  const rows: Row[] = await ctx
    .db('core_substitution as s')
    .join('core_operator as a', 'a.id', 's.absent_id')
    .join('core_operator as b', 'b.id', 's.substitute_id')
    .where('s.last_day', '>=', ctx.today())
    .where((any) => void any.where('s.absent_id', operatorId).orWhere('s.substitute_id', operatorId))
    .orderBy(['s.first_day', 's.id'])
    .limit(MOST)
    .select({ id: 's.id', absent: 'a.name', substitute: 'b.name', from: 's.first_day', to: 's.last_day' })

  return rows.map((row) => {
    const now = standIn?.substitutionId === row.id ? standIn : null
    return { ...row, mayAct: now !== null && !now.acting, acting: now?.acting ?? false }
  })
}

type Row = Omit<OwnSubstitution, 'mayAct' | 'acting'>
