import Database from 'better-sqlite3'
import mysql from 'mysql2'

/** One statement as it reached the driver. */
export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
  /** It gives rows. */
  readonly reads: boolean
}

export interface Recorder {
  /** Statements since the last call, in order. */
  take(): Statement[]
}

/** Listens below knex, at both drivers, so that nothing of ours can hide a statement. */
export function recordStatements(): Recorder {
  let taken: Statement[] = []
  const note = (statement: Statement) => taken.push(statement)
  listenToSqlite(note)
  listenToMysql(note)

  return {
    take() {
      const [all] = [taken, (taken = [])]
      return all
    },
  }
}

function listenToSqlite(note: (statement: Statement) => void): void {
  const probe = new Database(':memory:')
  const statement = Object.getPrototypeOf(probe.prepare('select 1')) as Record<
    string,
    (...values: unknown[]) => unknown
  >
  probe.close()
  for (const name of ['all', 'run', 'get', 'iterate']) {
    const own = statement[name]!
    statement[name] = function (this: { source: string; reader: boolean }, ...given: unknown[]) {
      const values = given.length === 1 && Array.isArray(given[0]) ? (given[0] as unknown[]) : given
      note({ sql: this.source, values, reads: this.reader })
      return own.apply(this, given)
    }
  }
}

interface Asked {
  readonly sql: string
  readonly values?: readonly unknown[]
}

function listenToMysql(note: (statement: Statement) => void): void {
  const connection = (
    mysql as unknown as { Connection: { prototype: Record<string, (...given: unknown[]) => unknown> } }
  ).Connection.prototype
  const own = connection['query']!
  connection['query'] = function (this: unknown, ...given: unknown[]) {
    const [asked, values] = given as [string | Asked, unknown]
    const sql = typeof asked === 'string' ? asked : asked.sql
    const bound = Array.isArray(values) ? (values as unknown[]) : typeof asked === 'string' ? [] : (asked.values ?? [])
    note({ sql, values: bound, reads: /^\s*(select|show)/i.test(sql) })
    return own.apply(this, given)
  }
}
