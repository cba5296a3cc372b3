import knex, { type Knex } from 'knex'
import { wrapIdentifier } from './column-name.js'
import { EmbeddedSqlite } from './embedded-sqlite.js'

export type Engine = 'sqlite' | 'mariadb'

/** Milliseconds a request waits for a free connection before it is told 503, unless said. */
const ACQUIRE_MS = 5000

interface Wishes {
  /** Connections at most; SQLite has one. */
  readonly pool?: number
  /** Milliseconds to wait for a free one. */
  readonly patience?: number
}

/**
 * Opens a database: `sqlite:/path/to/file.db`, `sqlite::memory:`, or `mysql://user:password@host:port/database`.
 * SQLite has one connection, so a query beside an open transaction waits in vain: every query says `ctx.db`.
 */
export function connect(url: string, { pool = 10, patience = ACQUIRE_MS }: Wishes = {}): Knex {
  if (url.startsWith('sqlite:')) {
    return knex({
      client: EmbeddedSqlite as unknown as typeof Knex.Client,
      connection: { filename: decodeURI(url.slice('sqlite:'.length)) },
      useNullAsDefault: true,
      wrapIdentifier,
      acquireConnectionTimeout: patience,
    })
  }

  const address = new URL(url)
  if (address.protocol !== 'mysql:') throw new Error(`not a database address: ${address.protocol}`)
  return knex({
    client: 'mysql2',
    wrapIdentifier,
    connection: {
      host: address.hostname,
      port: Number(address.port || 3306),
      user: decodeURIComponent(address.username),
      password: decodeURIComponent(address.password),
      database: decodeURIComponent(address.pathname.slice(1)),
      timezone: 'Z',
      dateStrings: true,
      supportBigNumbers: true,
    },
    acquireConnectionTimeout: patience,
    pool: { min: 0, max: pool, acquireTimeoutMillis: patience, afterCreate: prepareSession },
  })
}

/** Which of the two a connection or a transaction speaks to. */
export function engineOf(db: Knex): Engine {
  return (db.client as { dialect: string }).dialect === 'sqlite3' ? 'sqlite' : 'mariadb'
}

/** The one object that all transactions of an open database share; a key for what is remembered about it. */
export function databaseOf(db: Knex): object {
  return (db.client as { config: object }).config
}

/** READ COMMITTED: at MariaDB's own default a number read late is either old or refused (reliability §2, measured). */
const SESSION = [
  "set session time_zone = '+00:00'",
  "sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'",
  'innodb_lock_wait_timeout = 5',
  "tx_isolation = 'READ-COMMITTED'",
  'max_statement_time = 10',
  // Lists choose between IN and EXISTS themselves (lists/plan.ts); the optimizer must not turn one into the other.
  "optimizer_switch = 'exists_to_in=off'",
].join(', ')

interface MysqlConnection {
  query(sql: string, done: (error: Error | null) => void): void
}

function prepareSession(connection: MysqlConnection, done: (error: Error | null, connection: MysqlConnection) => void) {
  connection.query(SESSION, (error) => done(error, connection))
}
