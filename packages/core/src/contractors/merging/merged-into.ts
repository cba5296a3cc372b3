import type { Ctx } from '../../ctx.js'
import { visibleIds } from '../../entity/judge-values.js'
import { Refusal } from '../../plugin/refusal.js'
import { contractor } from '../contractor.js'

/** A contractor may be merged into one that is merged later. */
const FURTHEST = 20

/** Where a contractor went that is here no more; null when it was merged into none. */
export async function mergedInto(ctx: Ctx, id: number): Promise<number | null> {
  let at = id
  for (let step = 0; step < FURTHEST; step += 1) {
    const row: { keep_id: number } | undefined = await ctx
      .db('core_contractor_merge')
      .where({ take_id: at })
      .first('keep_id')
    if (row === undefined) break
    at = row.keep_id
  }
  return at === id ? null : at
}

/**
 * For an address of a contractor that was not found: 308 to where it is now, at the door that was asked, when whoever asks
 * may see it there. Nothing otherwise.
 */
export async function leadOn(ctx: Ctx, id: number): Promise<void> {
  const into = await mergedInto(ctx, id)
  if (into === null || !(await visibleIds(ctx, contractor, [into])).has(into)) return
  const door = ctx.origin === 'api' ? '/api' : ''
  throw new Refusal('core.contractor-merged', {
    status: 308,
    headers: { location: `${door}/contractors/${into}` },
    extra: { mergedInto: into },
  })
}
