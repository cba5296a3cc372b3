import Database from 'better-sqlite3'
import mysql from 'mysql2/promise'

export type Row = Readonly<Record<string, unknown>>

/** A look at the database from outside, beside whatever server runs on it. */
export interface RawDatabase {
  rows(sql: string): Promise<readonly Row[]>
  change(sql: string): Promise<void>
  close(): Promise<void>
}

export async function rawDatabase(url: string): Promise<RawDatabase> {
  if (!url.startsWith('sqlite:')) {
    const connection = await mysql.createConnection({ uri: url })
    return {
      rows: async (sql) => (await connection.query<mysql.RowDataPacket[]>(sql))[0],
      change: async (sql) => void (await connection.query(sql)),
      close: () => connection.end(),
    }
  }
  const db = new Database(decodeURI(url.slice('sqlite:'.length)), { timeout: 10_000 })
  return {
    rows: async (sql) => db.prepare<[], Row>(sql).all(),
    change: async (sql) => void db.prepare(sql).run(),
    close: async () => void db.close(),
  }
}
