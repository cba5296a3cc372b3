import { timingSafeEqual } from 'node:crypto'
import type { Knex } from 'knex'
import { databaseOf } from '../db/connect.js'
import { digest, setUpKey } from './secrets.js'

const done = new WeakSet<object>()
const keys = new WeakMap<object, string>()

/** Whether anybody works here yet. Asked on every request until the answer is yes, never again then. */
export async function isSetUp(db: Knex): Promise<boolean> {
  if (done.has(databaseOf(db))) return true
  const anybody: unknown = await db('core_operator').first('id')
  if (!anybody) return false
  if (!db.isTransaction) done.add(databaseOf(db))

  return true
}

/** The key of the set-up page, 160 bits, made when first asked for; it lives in this process only and is printed in the terminal. */
export function setupKey(db: Knex): string {
  const known = keys.get(databaseOf(db)) ?? setUpKey()
  keys.set(databaseOf(db), known)
  return known
}

/** Whether `given` is the key that was printed; none is good after the set-up. */
export function checkSetupKey(db: Knex, given: string): boolean {
  const key = keys.get(databaseOf(db))
  return key !== undefined && timingSafeEqual(Buffer.from(digest(key)), Buffer.from(digest(given)))
}
