import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import mysql from 'mysql2/promise'

export type Engine = 'sqlite' | 'mariadb'

export interface FreshDatabase {
  /** As `HostConfig.database` has it. */
  readonly url: string
  /** Rows of a statement, over a connection of its own beside the server. */
  drop(): Promise<void>
}

/** An empty database: a file in `folder`, or one with a random name on the server of `BERBERIS_TEST_MYSQL`. */
export async function freshDatabase(engine: Engine, folder: string): Promise<FreshDatabase> {
  if (engine === 'sqlite') return { url: `sqlite:${join(folder, 'berberis.db')}`, drop: async () => {} }

  const server = process.env['BERBERIS_TEST_MYSQL'] ?? ''
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(server, `create database ${name}`)
  return { url: new URL(`/${name}`, server).href, drop: () => onServer(server, `drop database ${name}`) }
}

async function onServer(server: string, sql: string): Promise<void> {
  const connection = await mysql.createConnection({ uri: server })
  try {
    await connection.query(sql)
  } finally {
    await connection.end()
  }
}
