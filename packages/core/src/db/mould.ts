import type BetterSqlite3 from 'better-sqlite3'
import knex, { type Knex } from 'knex'
import mysql, { type SqlValue } from 'mysql2/promise'
import { wrapIdentifier } from './column-name.js'
import { EmbeddedSqlite } from './embedded-sqlite.js'
import { scratchDatabase, type Scratch } from './scratch-databases.js'

/**
 * All a scratch database holds, kept in memory for tests that begin with the same: to make it anew takes seconds, to copy
 * it a fraction of one. SQLite: the file's bytes. MariaDB: statements that make the tables, their rows and their triggers.
 */
export type Mould =
  | { readonly engine: 'sqlite'; readonly bytes: Buffer }
  | { readonly engine: 'mariadb'; readonly script: readonly string[] }

/** Statements of one round trip hold this many rows at most. */
const ROWS = 500

export async function mouldOf({ engine, url, db }: Scratch): Promise<Mould> {
  return engine === 'sqlite' ? { engine, bytes: await bytesOf(db) } : { engine, script: await scriptOf(url) }
}

/** A database of its own that holds what the mould does; gone when dropped. */
export async function scratchFrom(mould: Mould): Promise<Scratch> {
  if (mould.engine === 'sqlite') {
    const db = knex({
      client: EmbeddedSqlite as unknown as typeof Knex.Client,
      // The driver opens bytes as it opens a file; knex's types know names only.
      connection: { filename: mould.bytes as unknown as string },
      useNullAsDefault: true,
      wrapIdentifier,
      acquireConnectionTimeout: 60_000,
    })
    return { engine: 'sqlite', url: 'sqlite::memory:', db, drop: () => db.destroy() }
  }

  const scratch = await scratchDatabase('mariadb')
  const server = await mysql.createConnection({ uri: scratch.url, multipleStatements: true })
  try {
    await server.query('set foreign_key_checks = 0')
    for (const part of mould.script) await server.query(part)
  } finally {
    await server.end()
  }
  return scratch
}

async function bytesOf(db: Knex): Promise<Buffer> {
  const connection = (await db.client.acquireConnection()) as BetterSqlite3.Database
  try {
    return connection.serialize()
  } finally {
    await db.client.releaseConnection(connection)
  }
}

async function scriptOf(url: string): Promise<string[]> {
  const server = await mysql.createConnection({
    uri: url,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
  })
  const ask = async (sql: string, names: string[] = []) => {
    const [rows] = await server.query(sql, names)
    return rows as Readonly<Record<string, SqlValue>>[]
  }
  try {
    const tables = (await ask('show tables')).map((row) => String(Object.values(row)[0]))
    const triggers = (await ask('show triggers')).map((row) => String(row['Trigger']))
    const made: string[] = []
    const filled: string[] = []
    for (const table of tables) {
      made.push(String((await ask('show create table ??', [table]))[0]?.['Create Table']))
      const rows = await ask('select * from ??', [table])
      for (let from = 0; from < rows.length; from += ROWS) {
        const values = rows.slice(from, from + ROWS).map((row) => Object.values(row))
        filled.push(mysql.format('insert into ?? values ?', [table, values]))
      }
    }
    const guards: string[] = []
    for (const trigger of triggers)
      guards.push(String((await ask('show create trigger ??', [trigger]))[0]?.['SQL Original Statement']))
    return [made.join(';\n'), ...(filled.length > 0 ? [filled.join(';\n')] : []), ...guards]
  } finally {
    await server.end()
  }
}
