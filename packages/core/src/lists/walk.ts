import type { Ctx } from '../ctx.js'
import type { Sql } from '../entity/policy.js'
import type { Entity } from '../plugin/entity.js'
import type { OrderKey } from './order-sql.js'
import type { Plan } from './plan.js'
import { keyAfter, readRows } from './read-rows.js'

/** Where a row stands in the order: the values of its keys, and its id. */
export interface Place {
  readonly values: readonly (string | number | null)[]
  readonly id: number
}

export type RawRow = Record<string, unknown> & { id: number }

export interface Walked {
  readonly row: RawRow
  readonly place: Place
}

export interface Walk {
  readonly entity: Entity
  readonly plan: Plan
  readonly keys: readonly OrderKey[]
  /** Towards the beginning instead of the end. */
  readonly back: boolean
  readonly from: Place | null
  /** Columns to be read: all, or the id alone when rows are only counted. */
  readonly columns: 'all' | 'id'
}

/** A walk past many rows that fail a test takes longer steps as it goes. */
const LARGEST_BATCH = 2000

/** A part of the list: the rows that have the first key, and those that lack it, who come last both ways. */
export type Part = 'with' | 'without'

/** Rows that are asked one by one before the rest is asked of a set: where matches are common, these are enough. */
const SCOUTED = 500

/** A piece of a part that is walked in one way. */
export interface Leg {
  readonly part: Part
  readonly where: readonly Sql[]
  readonly from: Place | null
  /** The value of the first key before which it ends; null: with the part. */
  readonly until: string | number | null
}

/** The rows of a list in order from a place, batch by batch, those that fail a test left out. */
export async function* walk(ctx: Ctx, given: Walk, batch: number): AsyncGenerator<Walked[]> {
  const parts = partsFrom(given)
  for (const [at, part] of parts.entries()) {
    for (const leg of await legsOf(ctx, given, part, at === 0 ? given.from : null)) {
      let { from } = leg
      for (let size = batch; ; size = Math.min(size * 4, LARGEST_BATCH)) {
        const rows = await readRows(ctx, given, { ...leg, from }, size)
        yield rows.filter(({ row }) => given.plan.tests.every(({ passes }, n) => passes(row[`__t${n}`])))
        const last = rows.at(-1)
        if (!last || rows.length < size) break
        from = last.place
      }
    }
  }
}

/** All in one way, unless the plan has another for what lies far. */
async function legsOf(ctx: Ctx, given: Walk, part: Part, from: Place | null): Promise<readonly Leg[]> {
  const { plan, keys, back } = given
  const near: Leg = { part, where: plan.where, from, until: null }
  if (plan.farther === null || part === 'without') return [near]
  const value = await keyAfter(ctx, given, { ...near, where: [] }, SCOUTED)
  if (value === null) return [near]
  if (from?.values[0] === value) return [{ ...near, where: plan.farther }]
  const first = (keys[0]?.down ?? false) === back ? 0 : Number.MAX_SAFE_INTEGER
  return [
    { ...near, until: value },
    { ...near, where: plan.farther, from: { values: [value], id: first } },
  ]
}

function partsFrom({ keys, back, from }: Walk): readonly Part[] {
  const [first] = keys
  if (!first) return ['without']
  const parts: Part[] = first.always ? ['with'] : back ? ['without', 'with'] : ['with', 'without']
  if (!from || first.always) return parts
  return parts.slice(parts.indexOf(from.values[0] === null ? 'without' : 'with'))
}
