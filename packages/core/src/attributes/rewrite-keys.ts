import type { Ctx } from '../ctx.js'
import { raise } from '../entity/revision.js'
import { addMinutes } from '../time/instant.js'
import { keysBehind } from './hooks.js'
import { ordinalKey } from './value-rows.js'

/** Rows of one transaction: a moment's work on either database. */
const ROWS = 2000
/** Sets that one run of the schedule looks at. */
const SETS = 100

interface Stale {
  readonly type_id: number
  readonly item_id: number
  readonly old: number
  readonly ordinal: number
}

/**
 * Gives the records of moved values their new keys, at most 2 000 rows. Answers whether some may be left. A number that was
 * given up stays known until `settleOrder` comes by: a request that read the set before may still write it.
 */
export async function rewriteKeys(ctx: Ctx, typeId: number): Promise<boolean> {
  let room = ROWS
  for (const { item_id, type_id, old, ordinal } of await staleOf(ctx, typeId)) {
    const sort_key = ordinalKey(old)
    const records = await ctx
      .db('core_attribute_value')
      .where({ type_id, sort_key })
      .orderBy('record_id')
      .limit(room)
      .pluck<number[]>('record_id')
    const last = records.at(-1)
    if (last === undefined) continue
    await ctx
      .db('core_attribute_value')
      .where({ type_id, sort_key, item_id })
      .where('record_id', '<=', last)
      .update({ sort_key: ordinalKey(ordinal) })
    room -= records.length
    if (room <= 0) return true
  }
  return false
}

/** The rest of a large set, one transaction after the other: each asks for the next. */
export async function rewriteMore(ctx: Ctx, { typeId }: { readonly typeId: number }): Promise<void> {
  if (await rewriteKeys(ctx, typeId)) await ctx.announce(keysBehind, { typeId })
}

/** Forgets numbers that were given up an hour ago and that no record keeps. */
export async function settleOrder(ctx: Ctx): Promise<void> {
  const types = await ctx.db('core_attribute_stale').distinct().limit(SETS).pluck<number[]>('type_id')
  for (const typeId of types) {
    if (await rewriteKeys(ctx, typeId)) await ctx.announce(keysBehind, { typeId })
    else await forget(ctx, typeId)
  }
}

/** No request lasts an hour, so nobody writes under a number that was given up before. */
async function forget(ctx: Ctx, type_id: number): Promise<void> {
  const forgotten = await ctx
    .db('core_attribute_stale')
    .where({ type_id })
    .where('since', '<', addMinutes(ctx.now(), -60))
    .delete()
  if (forgotten > 0) await raise(ctx, 'attributes')
}

async function staleOf(ctx: Ctx, typeId: number): Promise<readonly Stale[]> {
  return ctx
    .db('core_attribute_stale as s')
    .join('core_attribute_item as i', 'i.id', 's.item_id')
    .where('s.type_id', typeId)
    .orderBy('s.ordinal')
    .select<Stale[]>('s.type_id', 's.item_id', { old: 's.ordinal' }, 'i.ordinal')
}
