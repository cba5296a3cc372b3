import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Ctx } from '../ctx.js'
import type { ReversedEntry } from '../plugin/reversals.js'
import { indexTogether } from '../search/index-together.js'
import { entriesBefore } from './entries-backwards.js'
import { removeMade } from './remove-made.js'
import type { LeftOut } from './reverse-change-set.js'
import { reverseEntry } from './reverse-entry.js'

/** How far a walk came, and what the entries it passed came to. */
export interface Walked {
  readonly restored: number
  readonly left: readonly LeftOut[]
  /** Entries that were passed. */
  readonly passed: number
  /** Where the next step goes on: entries before this id. Null: there are none left. */
  readonly before: number | null
}

/**
 * Undoes the entries of a change set, the newest first, some hundred at a time: all of them, or as many as there is time
 * for. Within the change set of the reversal.
 */
export async function walkBack(
  ctx: Ctx,
  changeSetId: number,
  { before = Number.MAX_SAFE_INTEGER, until = Infinity }: { readonly before?: number; readonly until?: number },
): Promise<Walked> {
  return indexTogether(ctx, async () => {
    const left: LeftOut[] = []
    let [restored, passed, at] = [0, 0, before]
    for (;;) {
      const { entries, more } = await entriesBefore(ctx, changeSetId, at)
      const made = await removeMade(ctx, entries)
      restored += made.size
      for (const entry of entries) {
        if (made.has(entry.id)) continue
        const outcome = await reverseEntry(ctx, entry)
        if (outcome.restored) restored += 1
        left.push(...outcome.left.map((one) => ({ ...aboutOf(entry), ...one })))
        // The embedded database answers at once: without this nobody else would be heard until the step is over.
        await nextTurn()
      }
      passed += entries.length
      at = entries.at(-1)?.id ?? 0
      if (!more) return { restored, left, passed, before: null }
      if (performance.now() >= until) return { restored, left, passed, before: at }
      await nextTurn()
    }
  })
}

function aboutOf({ entity, record, part, partId, label }: ReversedEntry): Omit<LeftOut, 'reason'> {
  return { entity: part ?? entity, record: partId ?? record, label }
}
