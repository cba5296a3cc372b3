import type { Knex } from 'knex'
import { engineOf } from '../db/connect.js'

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
 * Claims up to `most` rows that are due: those in state `from` whose time has come, and those in state `to` whose worker
 * lost its lease. A claim is one guarded update, so of several processes one gets it; leases run by the database's clock.
 */
export async function claim<Row extends Claimed>(
  db: Knex,
  table: string,
  { from, to, now, most }: { readonly from: string; readonly to: string; readonly now: string; readonly most: number },
): Promise<Row[]> {
  const due: Row[] = await db(table)
    .where((q) => q.where({ state: from }).andWhere('due_at', '<=', now))
    .orWhere((q) => q.where({ state: to }).andWhere('lease_until', '<', db.raw(databaseNow(db))))
    .orderBy('id')
    .limit(most)
  const claimed: Row[] = []
  for (const row of due) {
    const mine = {
      state: to,
      token: row.token + 1,
      tries: row.tries + 1,
      lease_until: db.raw(databaseNow(db, LEASE_MINUTES)),
    }
    const rows = await db(table).where({ id: row.id, token: row.token }).whereIn('state', [from, to]).update(mine)
    if (rows === 1) claimed.push({ ...row, token: row.token + 1, tries: row.tries + 1 })
  }
  return claimed
}

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
