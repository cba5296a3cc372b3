import type { Ctx } from '../ctx.js'
import { databaseOf } from '../db/connect.js'
import { revisionOf, type RevisionName } from './revision.js'

interface Kept<T> {
  readonly n: number
  readonly value: T
}

/**
 * Reads something small as a whole and keeps it in memory, for each database, until its revision says that it changed, in
 * whichever process. Whoever changes it raises the revision in the same transaction. What `read` gives is shared by all
 * requests: nobody may change it, and it says nothing that depends on who asks.
 */
export function keptBy<T>(name: RevisionName, read: (ctx: Ctx) => Promise<T>): (ctx: Ctx) => Promise<T> {
  const shared = new WeakMap<object, Kept<T>>()
  const own = new WeakMap<Ctx, Kept<Promise<T>>>()

  return async (ctx) => {
    const { n, settled } = await revisionOf(ctx, name)
    const database = databaseOf(ctx.db)
    const known = shared.get(database)
    if (settled && known?.n === n) return known.value

    // What this very transaction changed may still be rolled back: it is remembered for this ctx only.
    const mine = own.get(ctx)
    if (mine?.n === n) return mine.value
    const reading = read(ctx)
    own.set(ctx, { n, value: reading })
    const value = await reading
    if (settled) shared.set(database, { n, value })
    return value
  }
}
