import Database from 'better-sqlite3'
import mysql from 'mysql2/promise'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

export interface Place {
  readonly url: string
  drop(): Promise<void>
}

/** Where a seeded database is to be: a file in `folder`, or a new database of the server. */
export async function newPlace(server: string | null, folder: string): Promise<Place> {
  if (server === null) return { url: `sqlite:${join(folder, `${randomUUID()}.db`)}`, drop: async () => {} }
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name} character set utf8mb4 collate utf8mb4_nopad_bin`)
  return { url: new URL(`/${name}`, server).href, drop: () => onServer(server, `drop database ${name}`) }
}

/** The same data a second time, for the bare side, whose writes must meet what ours met. */
export async function twinOf({ url }: Place, server: string | null, folder: string): Promise<Place> {
  const twin = await newPlace(server, folder)
  if (server === null) {
    const db = new Database(url.slice('sqlite:'.length))
    db.prepare('vacuum into ?').run(twin.url.slice('sqlite:'.length))
    db.close()
  } else {
    await copyTables(server, new URL(url).pathname.slice(1), new URL(twin.url).pathname.slice(1))
  }
  return twin
}

async function copyTables(server: string, from: string, to: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: server })
  try {
    await connection.query('set session foreign_key_checks = 0, max_statement_time = 0')
    const [tables] = await connection.query<mysql.RowDataPacket[]>(
      'select table_name as name from information_schema.tables where table_schema = ?',
      [from],
    )
    for (const { name } of tables) {
      const [[made]] = (await connection.query(`show create table \`${from}\`.\`${String(name)}\``)) as unknown as [
        [{ 'Create Table': string }],
      ]
      await connection.query(`use \`${to}\``)
      await connection.query(made['Create Table'])
      await connection.query(`insert into \`${to}\`.\`${String(name)}\` select * from \`${from}\`.\`${String(name)}\``)
    }
    await connection.query('analyze table ' + tables.map(({ name }) => `\`${to}\`.\`${String(name)}\``).join(', '))
  } finally {
    await connection.end()
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: server })
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}
