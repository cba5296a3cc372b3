import type { Ctx } from '../ctx.js'
import { openChangeSet, withinChangeSet } from '../entity/change-set.js'
import type { MessageParams } from '../plugin/refusal.js'
import { Refusal } from '../plugin/refusal.js'
import { entriesBackwards } from './entries-backwards.js'
import { findChangeSet, type ChangeSet } from './find-change-set.js'
import { reverseEntry } from './reverse-entry.js'

/** What stayed as it is, and why; `reason` is a locale key, `field` the name of one that was left while others were not. */
export interface LeftOut {
  readonly entity: string
  readonly record: number | null
  readonly label: string
  readonly field?: string
  readonly reason: string
  readonly params?: MessageParams
}

export interface Reversed {
  /** The change set of the reversal itself: it can be undone in its turn. */
  readonly changeSetId: number
  /** Entries that were undone, whole or in part. */
  readonly restored: number
  readonly left: readonly LeftOut[]
}

/** What is kept of `left`; the rest is counted by whoever reads it. */
const LEFT_MOST = 1000

/**
 * Undoes a change set, its last entry first. A field goes back only if it still has the value the set gave it; a record
 * that was made is removed unless it was changed or is used since; a removed one comes back from the bin. Each entry needs
 * the right to edit its record; what cannot be undone is left and named. 404 for a set one may not see, 422
 * `core.undo-ended`, `core.undo-done` (with `changeSetId` of the reversal), `core.undo-nothing` (nothing could be undone:
 * with `left`, and nothing is written).
 */
export async function reverseChangeSet(ctx: Ctx, id: number): Promise<Reversed> {
  const set = await findChangeSet(ctx, id, { lock: true })
  mustBeOpen(ctx, set)
  const { label, entity, record } = set
  const about = {
    kind: 'reversal',
    label,
    ...(entity !== null && { entity }),
    ...(record !== null && { record }),
  } as const
  const changeSetId = await openChangeSet(ctx, about, { reverses: id })
  const { restored, left } = await withinChangeSet({ ...ctx, origin: 'reversal' }, changeSetId, (inside) =>
    walk(inside, set),
  )
  if (restored === 0 && left.length > 0) throw new Refusal('core.undo-nothing', { extra: { left } })

  await ctx.db('core_change_set').where({ id }).update({ reversed_by_id: changeSetId })
  if (left.length > 0)
    await ctx
      .db('core_change_set')
      .where({ id: changeSetId })
      .update({ left_out: JSON.stringify(left.slice(0, LEFT_MOST)) })
  return { changeSetId, restored, left }
}

function mustBeOpen(ctx: Ctx, { endsOn, reversedById }: ChangeSet): void {
  if (reversedById !== null) throw new Refusal('core.undo-done', { extra: { changeSetId: reversedById } })
  if (ctx.today() > endsOn) throw new Refusal('core.undo-ended', { params: { day: endsOn } })
}

async function walk(ctx: Ctx, set: ChangeSet): Promise<Pick<Reversed, 'restored' | 'left'>> {
  const left: LeftOut[] = []
  let restored = 0
  for await (const entry of entriesBackwards(ctx, set.id)) {
    const outcome = await reverseEntry(ctx, entry)
    if (outcome.restored) restored += 1
    const { entity, record, part, partId, label } = entry
    left.push(...outcome.left.map((one) => ({ entity: part ?? entity, record: partId ?? record, label, ...one })))
  }
  return { restored, left }
}
