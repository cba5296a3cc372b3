import type { Ctx } from '../ctx.js'
import { ERRANDS } from './errand-notes.js'

/** Names asked after in one statement. */
const AT_ONCE = 500

/** What whoever queued an errand may tell of it. */
export interface QueuedErrand {
  /** It was refused for now and waits to be tried again: why, how often it was tried, and when it is next, UTC. Else null. */
  readonly retry: { readonly reason: string | null; readonly tries: number; readonly dueAt: string } | null
}

/**
 * Which of these names (`dedupe`) errands of one kind were queued under, whatever became of them since, and which of those
 * wait for another try. Whoever queues an errand only later can tell what still waits from what is on its way, in one query
 * for all.
 */
export async function errandsUnder(
  ctx: Ctx,
  { id }: { readonly id: string },
  names: readonly string[],
): Promise<ReadonlyMap<string, QueuedErrand>> {
  const found = new Map<string, QueuedErrand>()
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE)
    const rows: readonly Row[] = await ctx
      .db(ERRANDS)
      .where({ errand: id })
      .whereIn('dedupe', some)
      .select('dedupe', 'state', 'tries', 'reason', 'due_at')
    for (const { dedupe, state, tries, reason, due_at: dueAt } of rows)
      found.set(dedupe, { retry: state === 'pending' && tries > 0 ? { reason, tries, dueAt } : null })
  }
  return found
}

interface Row {
  readonly dedupe: string
  readonly state: string
  readonly tries: number
  readonly reason: string | null
  readonly due_at: string
}
