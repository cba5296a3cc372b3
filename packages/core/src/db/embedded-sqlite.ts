import { createRequire } from 'node:module'
import type { Knex } from 'knex'

const require = createRequire(import.meta.url)
const BetterSqlite3: DialectClass = require('knex/lib/dialects/better-sqlite3')
const SqliteTransaction: TransactionClass = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction')

/** Statements kept prepared per connection; more than the different ones of a busy hour, less than a leak. */
const MOST_STATEMENTS = 500
const WORTH_KEEPING = /^\s*(?:select|insert|update|delete|with)\b/i
const CHANGES_TABLES = /^\s*(?:create|alter|drop)\b/i

/**
 * A deferred BEGIN that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT when another process wrote
 * meanwhile, and no waiting helps; an immediate one waits its turn.
 */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: Connection) {
    return this.query(connection, 'BEGIN IMMEDIATE;')
  }
}

/**
 * Knex's client for better-sqlite3 with the house's settings: WAL, every commit on disk before it is answered, foreign
 * keys, statements kept prepared, and error codes as objection's error classes know them.
 */
export class EmbeddedSqlite extends BetterSqlite3 {
  override transaction(container: unknown, config: unknown, outer: unknown) {
    return new ImmediateTransaction(this, container, config, outer)
  }

  override async acquireRawConnection() {
    const connection = await super.acquireRawConnection()
    for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'foreign_keys = ON']) {
      connection.pragma(setting)
    }
    connection.pragma('cache_size = -65536')
    keepStatements(connection)
    return connection
  }

  override async _query(connection: Connection, obj: unknown) {
    try {
      return await super._query(connection, obj)
    } catch (error) {
      throw asSqliteError(error)
    }
  }
}

/** Preparing costs as much as running a small statement; the text is the key, as knex writes the same one each time. */
function keepStatements(connection: Connection) {
  const prepare = connection.prepare.bind(connection)
  const kept = new Map<string, unknown>()
  connection.prepare = (sql) => {
    const known = kept.get(sql)
    if (known) return known
    const made = prepare(sql)
    if (CHANGES_TABLES.test(sql)) kept.clear()
    if (WORTH_KEEPING.test(sql)) {
      if (kept.size >= MOST_STATEMENTS) kept.delete(kept.keys().next().value ?? '')
      kept.set(sql, made)
    }
    return made
  }
}

/** objection's db-errors 0.2.3 knows the codes of the driver `sqlite3`, not those of better-sqlite3. */
function asSqliteError(error: unknown): unknown {
  const known = error as { code?: unknown; errno?: number; extendedCode?: string; message: string }
  if (typeof known?.code !== 'string' || !known.code.startsWith('SQLITE_') || known.errno !== undefined) return error

  known.extendedCode = known.code
  known.errno = 1
  if (known.code.startsWith('SQLITE_CONSTRAINT')) {
    known.code = 'SQLITE_CONSTRAINT'
    known.errno = 19
    known.message = `SQLITE_CONSTRAINT: ${known.message}`
  }
  return error
}

/** The parts of knex's and the driver's insides that are used here; neither publishes types for them. */
interface Connection {
  pragma(setting: string): unknown
  prepare(sql: string): unknown
}
interface DialectClass {
  new (config: Knex.Config): {
    transaction(container: unknown, config: unknown, outer: unknown): unknown
    acquireRawConnection(): Promise<Connection>
    _query(connection: Connection, obj: unknown): Promise<unknown>
  }
}
interface TransactionClass {
  new (...given: unknown[]): {
    begin(connection: Connection): unknown
    query(connection: Connection, sql: string): unknown
  }
}
