import type { Ctx } from '../ctx.js'
import { databaseOf } from '../db/connect.js'
import { doingOf, revisionOf, type RevisionName } from './revision.js'

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
  const own = new WeakMap<object, Kept<Promise<T>>>()

  return async (ctx) => {
    const { n, settled } = await revisionOf(ctx, name)
    const database = databaseOf(ctx.db)
    const known = shared.get(database)
    if (settled && known?.n === n) return known.value

    // What a transaction reads it may have changed itself, and that may still be rolled back: remembered for it only.
    const mine = own.get(doingOf(ctx))
    if (mine?.n === n) return mine.value
    const reading = read(ctx)
    own.set(doingOf(ctx), { n, value: reading })
    const value = await reading
    if (!ctx.db.isTransaction) shared.set(database, { n, value })
    return value
  }
}
