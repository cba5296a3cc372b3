import type { Ctx } from '../ctx.js'
import type { Model } from '../db/model.js'
import type { Entity } from '../plugin/entity.js'
import { rowOf } from '../entity/row-of.js'
import { readCursor, writeCursor } from './cursor.js'
import { orderKeys } from './order-sql.js'
import { planOf, type Plan } from './plan.js'
import { boundTo, type ListQuery } from './read-query.js'
import { walk, type Walk, type Walked } from './walk.js'

/** One page of a list. */
export interface ListRows {
  readonly rows: readonly Model[]
  readonly next: string | null
  readonly previous: string | null
  /** Ordinals of the first and last row; 0 and 0 for an empty page. */
  readonly from: number
  readonly to: number
  readonly plan: Plan
}

/** Rows fetched beyond a page when some may fail a test that only the program can make. */
const SPARE = 50

/** The rows an address asks for, with the addresses' cursors of the pages beside it. */
export async function readPage(ctx: Ctx, query: ListQuery): Promise<ListRows> {
  const bound = boundTo(query)
  const back = query.before !== null
  const cursor = query.before ?? query.after
  const start = cursor === null ? null : readCursor(ctx, bound, cursor)
  const plan = await planOf(ctx, query)
  const keys = orderKeys(ctx, query.list.of, query.sort)
  // Several keys may mean that many rows are sorted, a test or a far walk that many are passed: ids and keys alone are read then, and
  // the page's rows are fetched after.
  const wide = keys.length <= 1 && plan.tests.length === 0 && plan.farther === null

  const found = await collect(
    ctx,
    { entity: query.list.of, plan, keys, back, from: start?.place ?? null, columns: wide ? 'all' : 'id' },
    query.limit + 1,
  )
  const more = found.length > query.limit
  const kept = found.slice(0, query.limit)
  if (back) kept.reverse()

  const from = firstOrdinal({ start: start?.ordinal ?? 0, back, more, count: kept.length })
  const to = from + kept.length - 1
  const at = (row: Walked | undefined, ordinal: number) =>
    row ? writeCursor(ctx, bound, { place: row.place, ordinal }) : null
  return {
    rows: wide ? kept.map(({ row }) => rowOf(query.list.of, row)) : await rowsOf(ctx, query.list.of, kept),
    next: back || more ? at(kept.at(-1), to) : null,
    previous: (back ? more : start !== null) ? at(kept[0], from) : null,
    from: kept.length === 0 ? 0 : from,
    to: kept.length === 0 ? 0 : to,
    plan,
  }
}

async function collect(ctx: Ctx, given: Walk, wanted: number): Promise<Walked[]> {
  const found: Walked[] = []
  for await (const rows of walk(ctx, given, given.plan.tests.length > 0 ? wanted + SPARE : wanted)) {
    found.push(...rows)
    if (found.length >= wanted) break
  }
  return found.slice(0, wanted)
}

/** The rows of a page by their ids, in its order. */
async function rowsOf(ctx: Ctx, entity: Entity, kept: readonly Walked[]): Promise<Model[]> {
  if (kept.length === 0) return []
  const ids = kept.map(({ place }) => place.id)
  const rows = await ctx.db(entity.model.tableName).whereIn('id', ids).select<{ id: number }[]>()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? []).map((row) => rowOf(entity, row))
}

/** Going back to the very beginning the count starts anew, whatever was added meanwhile. */
function firstOrdinal({
  start,
  back,
  more,
  count,
}: {
  start: number
  back: boolean
  more: boolean
  count: number
}): number {
  if (!back) return start + 1
  return more ? Math.max(1, start - count) : 1
}
