import type { Ctx } from '../ctx.js'
import { ERRANDS } from './errand-notes.js'

/** Names asked after in one statement. */
const AT_ONCE = 500

/**
 * Which of these names (`dedupe`) errands of one kind were queued under, whatever became of them since: whoever queues an
 * errand only later can tell what still waits from what is on its way, in one query for all.
 */
export async function errandsUnder(
  ctx: Ctx,
  { id }: { readonly id: string },
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE)
    const rows: unknown = await ctx.db(ERRANDS).where({ errand: id }).whereIn('dedupe', some).select('dedupe')
    for (const { dedupe } of rows as readonly { readonly dedupe: string }[]) found.add(dedupe)
  }
  return found
}
