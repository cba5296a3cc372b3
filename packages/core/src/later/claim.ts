import type { Knex } from 'knex'
import { againOnCollision } from '../db/again.js'
import { engineOf } from '../db/connect.js'
import { writing } from '../db/writing.js'

/** A row that later work is done for; the three tables of later work all have these columns. */
export interface Claimed {
  readonly id: number
  readonly tries: number
  /** Grows with every claim; whoever writes an outcome must still hold this one. */
  readonly token: number
}

/** Minutes a worker may be silent before its work is taken over. */
const LEASE_MINUTES = 2

/**
 * Claims up to `most` rows that are due: those in state `to` whose worker lost its lease, and those in state `from` whose
 * time has come, the longest due first. A row that another process is claiming this moment is left to it. Leases run by
 * the database's clock.
 */
export async function claim<Row extends Claimed>(
  db: Knex,
  table: string,
  { from, to, now, most }: { readonly from: string; readonly to: string; readonly now: string; readonly most: number },
): Promise<Row[]> {
  const waiting = (query: Knex.QueryBuilder) => query.where({ state: from }).andWhere('due_at', '<=', now)
  const lost = (query: Knex.QueryBuilder) =>
    query.where({ state: to }).andWhere('lease_until', '<', db.raw(databaseNow(db)))
  // Most looks find nothing, and a look takes no lock. Each reads its index in order, however long the queue.
  const again: number[] = await lost(db(table)).limit(most).pluck('id')
  const fresh: number[] = await waiting(db(table)).orderBy(['due_at', 'id']).limit(most).pluck('id')
  const found = [...again, ...fresh].slice(0, most)
  if (found.length === 0) return []

  const due = (query: Knex.QueryBuilder) => query.where(waiting).orWhere(lost)
  const claimed = await againOnCollision(() =>
    take<Row>(db, (trx) => trx(table).whereIn('id', found).andWhere(due), to),
  )
  return claimed.toSorted((a, b) => a.id - b.id)
}

/** Marks rows as ours, and answers them as they are then. SQLite has one writer at a time, so one statement will do. */
async function take<Row extends Claimed>(
  db: Knex,
  rowsIn: (db: Knex) => Knex.QueryBuilder,
  state: string,
): Promise<Row[]> {
  const mine = {
    state,
    token: db.raw('token + 1'),
    tries: db.raw('tries + 1'),
    lease_until: db.raw(leaseEnd(db)),
  }
  if (engineOf(db) === 'sqlite') return rowsIn(db).update(mine).returning('*')

  return writing(db, async (trx) => {
    const rows: Row[] = await unlessTaken(trx, rowsIn(trx))
    const ids = rows.map(({ id }) => id)
    await rowsIn(trx).whereIn('id', ids).update(mine)
    return rows.map((row) => ({ ...row, token: row.token + 1, tries: row.tries + 1 }))
  })
}

/**
 * The rows of a query in a transaction, locked until its end, without those that another process has locked. SQLite has
 * one writer at a time and knows no row locks.
 */
export function unlessTaken(db: Knex, query: Knex.QueryBuilder): Knex.QueryBuilder {
  return engineOf(db) === 'sqlite' ? query : query.forUpdate().skipLocked()
}

/** The end of a lease that begins now, by the clock of the database, in SQL. */
export const leaseEnd = (db: Knex): string => databaseNow(db, LEASE_MINUTES)

/** Raised when another worker has taken the work over: nothing of it may be committed. */
export class LeaseLost extends Error {
  constructor(table: string, id: number) {
    super(`the lease of ${table} ${id} was lost`)
    this.name = 'LeaseLost'
  }
}

/** Writes an outcome of claimed work, only while the claim is still ours. Throws LeaseLost. */
export async function conclude(db: Knex, table: string, { id, token }: Claimed, values: object): Promise<void> {
  const rows = await db(table)
    .where({ id, token })
    .update({ lease_until: null, ...values })
  if (rows !== 1) throw new LeaseLost(table, id)
}

/** Gives claimed work back that was not begun, because the process stops; it counts as no try. */
export async function giveBack(db: Knex, table: string, { id, token, tries }: Claimed, from: string): Promise<void> {
  await db(table)
    .where({ id, token })
    .update({ state: from, tries: tries - 1, lease_until: null })
}

/** Now by the clock of the database as an instant of 24 signs, in SQL; `minutes` later where given. */
export function databaseNow(db: Knex, minutes = 0): string {
  if (engineOf(db) === 'sqlite') return `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${minutes} minutes')`
  return `concat(left(date_format(utc_timestamp(3) + interval ${minutes} minute, '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')`
}
