import type { Ctx } from '../../ctx.js'
import { scopeOf } from '../../entity/policy.js'
import { Operator } from '../../operators/operator.js'
import { may } from '../../permissions.js'
import { notFound } from '../../plugin/refusal.js'

export interface Colleague {
  readonly id: number
  readonly name: string
}

/** People offered; a firm with more of them chooses by address. */
const MOST = 200

/** Whose calendars one may look at: one's own, and everybody's who works here unless one sees only what is one's own. */
export async function colleagues(ctx: Ctx): Promise<readonly Colleague[]> {
  const me = ctx.operator?.id ?? 0
  const scope = scopeOf(ctx, may.readEvents)
  const query = Operator.query(ctx.db).where('kind', 'person').orderBy('name_key').orderBy('id').limit(MOST)
  const rows = await query.where((row) => {
    row.where('id', me)
    if (scope === 'all') row.orWhereNull('deactivated_at')
    if (scope === 'department')
      row.orWhere((one) => one.whereNull('deactivated_at').whereIn('id', [...(ctx.operator?.department ?? [])]))
  })
  return rows.map(({ id, name }) => ({ id, name }))
}

/** Those of them that were asked for, oneself when nobody was. 404 when one of them is none of these. */
export function chosen(ctx: Ctx, known: readonly Colleague[], asked: readonly number[]): readonly Colleague[] {
  const ids = asked.length === 0 ? [ctx.operator?.id ?? 0] : [...new Set(asked)]
  return ids.map((id) => {
    const found = known.find((one) => one.id === id)
    if (!found) throw notFound()
    return found
  })
}
