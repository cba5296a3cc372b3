import type { Knex } from 'knex'
import { isTransient } from './writing.js'

/** How many are open in a transaction: MariaDB forgets an outer one of the same name. */
const depths = new WeakMap<Knex, number>()

/**
 * Runs `work` so that what it wrote is taken back when it throws, and nothing else of the transaction is: the same two
 * statements on both databases, on the connection that is open anyway. Outside a transaction there is nothing to take back to.
 */
export async function inSavepoint<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  if (!db.isTransaction) throw new Error('a savepoint needs a transaction')
  const depth = (depths.get(db) ?? 0) + 1
  const name = `berberis_${depth}`
  depths.set(db, depth)
  await db.raw(`savepoint ${name}`)
  try {
    const result = await work()
    await db.raw(`release savepoint ${name}`)
    return result
  } catch (error) {
    // After a deadlock the database has taken everything back, the savepoints too: all of it is tried again.
    if (!isTransient(error)) {
      await db.raw(`rollback to savepoint ${name}`)
      await db.raw(`release savepoint ${name}`)
    }
    throw error
  } finally {
    depths.set(db, depth - 1)
  }
}
