import type { Knex } from 'knex'

/**
 * Runs `work` in one writing transaction: BEGIN IMMEDIATE on SQLite, READ COMMITTED on MariaDB. Commits when `work`
 * resolves, rolls back when it throws. Only the edge, the drain, the scheduler and the console call it; a service never.
 */
export async function writing<T>(db: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
  if (db.isTransaction) throw new Error('a transaction begins at the edge and nowhere else')
  return db.transaction((trx) => work(trx))
}

/** MariaDB: snapshot passed, lock wait over, deadlock. SQLite: another process holds the file. */
const TRANSIENT = new Set([1020, 1205, 1213])

/** True when the same work may succeed if it is done again from the start. */
export function isTransient(error: unknown): boolean {
  const { errno, code } = coded(error)
  return TRANSIENT.has(errno) || code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
}

/** A UNIQUE or PRIMARY KEY refused the row. */
export function isUniqueViolation(error: unknown): boolean {
  const { errno, extended } = coded(error)
  return errno === 1062 || extended === 'SQLITE_CONSTRAINT_UNIQUE' || extended === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** A FOREIGN KEY refused the row, or refused to let it go. */
export function isForeignKeyViolation(error: unknown): boolean {
  const { errno, extended } = coded(error)
  // A key that says RESTRICT is refused by SQLite as if a trigger had done it.
  const restricted =
    extended === 'SQLITE_CONSTRAINT_TRIGGER' && error instanceof Error && error.message.includes('FOREIGN KEY')
  return errno === 1451 || errno === 1452 || extended === 'SQLITE_CONSTRAINT_FOREIGNKEY' || restricted
}

function coded(error: unknown): { errno: number; code: string; extended: string } {
  const { errno, code, extendedCode } = (error ?? {}) as { errno?: unknown; code?: unknown; extendedCode?: unknown }
  return {
    errno: typeof errno === 'number' ? errno : 0,
    code: typeof code === 'string' ? code : '',
    extended: typeof extendedCode === 'string' ? extendedCode : '',
  }
}
