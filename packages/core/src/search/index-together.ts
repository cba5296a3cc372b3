import type { Knex } from 'knex'
import type { Ctx } from '../ctx.js'
import type { Entity } from '../plugin/entity.js'
import { indexRecords } from './index-records.js'

/** Of a transaction: the records that wait to be indexed. */
const waiting = new WeakMap<Knex, Map<Entity, Set<number>>>()

/**
 * Runs `work` and writes the search rows of everything it touched at its end, each record once and many with one statement:
 * for long work, within the transaction of `ctx`. Meanwhile nothing that is new is found. Inside another one the outer one
 * does it; where `work` throws nothing is written.
 */
export async function indexTogether<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  if (waiting.has(ctx.db)) return work()
  const touched = new Map<Entity, Set<number>>()
  waiting.set(ctx.db, touched)
  try {
    const result = await work()
    waiting.delete(ctx.db)
    for (const [entity, ids] of touched) await indexRecords(ctx, entity, [...ids])
    return result
  } finally {
    waiting.delete(ctx.db)
  }
}

/** Whether the record is indexed later, together with others; true means that there is nothing to do now. */
export function isPutOff({ db }: Ctx, entity: Entity, id: number): boolean {
  const touched = waiting.get(db)
  if (!touched) return false
  touched.set(entity, (touched.get(entity) ?? new Set()).add(id))
  return true
}
