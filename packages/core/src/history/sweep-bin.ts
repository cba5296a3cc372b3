import type { Ctx } from '../ctx.js'

const AT_ONCE = 500

/** Empties the bin of what can no longer be brought back. The change sets stay: the trail names them. */
export async function sweepBin(ctx: Ctx): Promise<void> {
  for (;;) {
    const ids = await ctx
      .db('core_bin as b')
      .join('core_change_set as s', 's.id', 'b.change_set_id')
      .where('s.ends_on', '<', ctx.today())
      .limit(AT_ONCE)
      .pluck<number[]>('b.id')
    if (ids.length > 0) await ctx.db('core_bin').whereIn('id', ids).delete()
    if (ids.length < AT_ONCE) return
  }
}
