import type { Ctx } from '../ctx.js'
import { openChangeSet, withinChangeSet } from '../entity/change-set.js'
import type { MessageParams } from '../plugin/refusal.js'
import { Refusal } from '../plugin/refusal.js'
import { findChangeSet, type ChangeSet } from './find-change-set.js'
import { walkBack } from './walk-back.js'

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
  const set = await openToReverse(ctx, id)
  const changeSetId = await openReversal(ctx, set)
  const { restored, left } = await withinChangeSet({ ...ctx, origin: 'reversal' }, changeSetId, (inside) =>
    walkBack(inside, set.id, {}),
  )
  if (restored === 0 && left.length > 0) throw new Refusal('core.undo-nothing', { extra: { left } })

  await keepLeft(ctx, changeSetId, left)
  return { changeSetId, restored, left }
}

/** The set, locked, when it can be undone now. Throws as `reverseChangeSet`. */
export async function openToReverse(ctx: Ctx, id: number): Promise<ChangeSet> {
  const set = await findChangeSet(ctx, id, { lock: true })
  const { endsOn, reversedById } = set
  if (reversedById !== null) throw new Refusal('core.undo-done', { extra: { changeSetId: reversedById } })
  if (ctx.today() > endsOn) throw new Refusal('core.undo-ended', { params: { day: endsOn } })
  return set
}

/** The change set of its reversal, so that nobody undoes it a second time. */
export async function openReversal(ctx: Ctx, { id, label, entity, record }: ChangeSet): Promise<number> {
  const about = {
    kind: 'reversal',
    label,
    ...(entity !== null && { entity }),
    ...(record !== null && { record }),
  } as const
  const changeSetId = await openChangeSet(ctx, about, { reverses: id })
  await ctx.db('core_change_set').where({ id }).update({ reversed_by_id: changeSetId })
  return changeSetId
}

/** Adds to what a reversal left, as far as it is kept. */
export async function keepLeft(ctx: Ctx, id: number, left: readonly LeftOut[]): Promise<void> {
  if (left.length === 0) return
  const row: { left_out: string | null } | undefined = await ctx.db('core_change_set').where({ id }).first('left_out')
  const kept = JSON.parse(row?.left_out ?? '[]') as LeftOut[]
  if (kept.length >= LEFT_MOST) return
  await ctx
    .db('core_change_set')
    .where({ id })
    .update({ left_out: JSON.stringify([...kept, ...left].slice(0, LEFT_MOST)) })
}
