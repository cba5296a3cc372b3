import { setTimeout as sleep } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import type { Knex } from 'knex'
import { engineOf } from './connect.js'

/** Seconds a process waits for another one that is migrating the same database. */
const PATIENCE = 60
const BETWEEN_TRIES_MS = 50

/**
 * Runs `work` while no other process migrates this database; a lock goes with the process that holds it, however that
 * ends. `work` is handed the connection to migrate on. Not to be nested. Throws when the other one takes over a minute.
 */
export function whileMigrating<T>(db: Knex, work: (own: Knex) => Promise<T>): Promise<T> {
  return engineOf(db) === 'mariadb' ? byName(db, work) : byFile(db, work)
}

/** A named lock of one connection, which has no limit on its statements' time. */
async function byName<T>(db: Knex, work: (own: Knex) => Promise<T>): Promise<T> {
  return db.transaction(async (own) => {
    const [[{ taken }]] = (await own.raw(`select get_lock('berberis.migrate', ${PATIENCE}) as taken`)) as [
      [{ taken: number | null }],
    ]
    if (taken !== 1) throw busy()
    await own.raw('set session max_statement_time = 0')
    try {
      return await work(own)
    } finally {
      await own.raw('set session max_statement_time = 10')
      await own.raw("do release_lock('berberis.migrate')")
    }
  })
}

/**
 * An empty database beside the real one, locked whole: the embedded engine has no lock that outlasts a transaction, and
 * each migration is one. The file stays, for whoever deletes it may take it from under a process that waits.
 */
async function byFile<T>(db: Knex, work: (own: Knex) => Promise<T>): Promise<T> {
  const { filename } = (db.client as { config: { connection: { filename: string } } }).config.connection
  if (filename === ':memory:') return work(db)

  const lock = new BetterSqlite3(`${filename}-migrating`, { timeout: 0 })
  try {
    await take(lock)
    return await work(db)
  } finally {
    lock.close()
  }
}

async function take(lock: BetterSqlite3.Database): Promise<void> {
  for (let tries = (PATIENCE * 1000) / BETWEEN_TRIES_MS; ; tries--) {
    try {
      lock.exec('begin exclusive')
      return
    } catch (error) {
      if (!(error instanceof BetterSqlite3.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
      if (tries <= 0) throw busy()
    }
    await sleep(BETWEEN_TRIES_MS)
  }
}

function busy(): Error {
  return new Error('another process is migrating this database')
}
