import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import mysql from 'mysql2/promise'

export type Row = Readonly<Record<string, unknown>>

/** A look at the database from outside, beside whatever server runs on it. */
export interface RawDatabase {
  rows(sql: string): Promise<readonly Row[]>
  change(sql: string): Promise<void>
  /** Names of the tables that begin so. */
  tables(prefix: string): Promise<readonly string[]>
  /** Waits until nobody else is at the database: it does what it was sent to its end, though the sender is dead. */
  alone(): Promise<void>
  close(): Promise<void>
}

const OTHERS = `select count(*) as n from information_schema.processlist
  where db = database() and id <> connection_id()`

export async function rawDatabase(url: string): Promise<RawDatabase> {
  if (!url.startsWith('sqlite:')) {
    const connection = await mysql.createConnection({ uri: url })
    return {
      rows: async (sql) => (await connection.query<mysql.RowDataPacket[]>(sql))[0],
      change: async (sql) => void (await connection.query(sql)),
      async tables(prefix) {
        const sql = `select table_name as name from information_schema.tables where table_schema = database() and table_name like '${prefix}%'`
        const [rows] = await connection.query<mysql.RowDataPacket[]>(sql)
        return rows.map(({ name }) => String(name)).sort()
      },
      async alone() {
        for (;;) {
          const [rows] = await connection.query<mysql.RowDataPacket[]>(OTHERS)
          if (Number(rows[0]?.['n']) === 0) return
          await sleep(5)
        }
      },
      close: () => connection.end(),
    }
  }
  const db = new Database(decodeURI(url.slice('sqlite:'.length)), { timeout: 10_000 })
  return {
    rows: async (sql) => db.prepare<[], Row>(sql).all(),
    change: async (sql) => void db.prepare(sql).run(),
    tables: async (prefix) =>
      db
        .prepare<[string], { name: string }>("select name from sqlite_master where type = 'table' and name glob ?")
        .all(`${prefix}*`)
        .map(({ name }) => name)
        .sort(),
    // Its statements run in the process that sends them, and end with it.
    alone: async () => {},
    close: async () => void db.close(),
  }
}
