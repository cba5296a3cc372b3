import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import mysql from 'mysql2/promise'

export type Row = Readonly<Record<string, unknown>>

/** A look at the database from outside, beside whatever server runs on it. */
export interface RawDatabase {
  rows(sql: string): Promise<readonly Row[]>
  change(sql: string): Promise<void>
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
    // Its statements run in the process that sends them, and end with it.
    alone: async () => {},
    close: async () => void db.close(),
  }
}
