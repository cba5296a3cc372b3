import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import { findAlike, type Alike } from '../duplicates/find-alike.js'
import { readTraits, type Known } from '../duplicates/read-traits.js'

/** Contractors compared in one run: a few seconds. */
const AT_ONCE = 500

interface Pair {
  readonly id: number
  readonly one_id: number
  readonly other_id: number
  readonly told_apart_at: string | null
}

/**
 * Compares contractors that are new or changed with all others, and keeps the pairs that may be one. Each asks its own
 * ranges of the indexes, so this takes time, and is done by the clock instead of by whoever saves.
 */
export async function compareContractors(ctx: Ctx): Promise<void> {
  const ids = await ctx
    .db('core_contractor')
    .whereNull('compared_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .pluck<number[]>('id')
  for (const one of await readTraits(ctx, ids)) await keepAlike(ctx, one, await findAlike(ctx, one, { except: one.id }))
  for (const part of inParts(ids))
    await ctx.db('core_contractor').whereIn('id', part).update({ compared_at: ctx.now() })
}

/** What is alike no more is forgotten, unless somebody said that the two are not the same. */
async function keepAlike(ctx: Ctx, { id }: Known, alike: readonly Alike[]): Promise<void> {
  const table = 'core_contractor_likeness'
  const kept = await ctx
    .db(table)
    .where({ one_id: id })
    .orWhere({ other_id: id })
    .select<Pair[]>('id', 'one_id', 'other_id', 'told_apart_at')
  const now = new Set(alike.map((one) => one.id))
  const gone = kept.filter(
    ({ one_id, other_id, told_apart_at }) => told_apart_at === null && !now.has(one_id === id ? other_id : one_id),
  )
  if (gone.length > 0)
    await ctx
      .db(table)
      .whereIn(
        'id',
        gone.map((pair) => pair.id),
      )
      .delete()
  if (alike.length === 0) return
  const rows = alike.map((other) => ({
    one_id: Math.min(id, other.id),
    other_id: Math.max(id, other.id),
    score: other.score,
    reasons: other.reasons.join(' '),
  }))
  await ctx.db(table).insert(rows).onConflict(['one_id', 'other_id']).merge(['score', 'reasons'])
}
