import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import { connect, type Engine } from './connect.js'

/** A database of its own for one test: opened empty, gone when dropped. */
export interface Scratch {
  readonly engine: Engine
  readonly url: string
  readonly db: Knex
  drop(): Promise<void>
}

/** Milliseconds a test waits for a connection: a slow machine is no failure. */
const PATIENCE = 60_000

/** The databases tests run on here: SQLite always, MariaDB when `BERBERIS_TEST_MYSQL` names a server. */
export const scratchEngines: readonly Engine[] = process.env['BERBERIS_TEST_MYSQL'] ? ['sqlite', 'mariadb'] : ['sqlite']

/** Makes an empty database: in memory (SQLite), or one with a random name on the server of `BERBERIS_TEST_MYSQL`. */
export async function scratchDatabase(engine: Engine): Promise<Scratch> {
  if (engine === 'sqlite') {
    const db = connect('sqlite::memory:', { patience: PATIENCE })
    return { engine, url: 'sqlite::memory:', db, drop: () => db.destroy() }
  }

  const name = `scratch_${randomUUID().replaceAll('-', '')}`
  const server = process.env['BERBERIS_TEST_MYSQL'] ?? ''
  await onServer(server, `create database ${name}`)
  const url = new URL(`/${name}`, server).href
  const db = connect(url, { patience: PATIENCE })
  return {
    engine,
    url,
    db,
    async drop() {
      await db.destroy()
      await onServer(server, `drop database ${name}`)
    },
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const db = connect(new URL('/information_schema', server).href, { pool: 1 })
  try {
    await db.raw(sql)
  } finally {
    await db.destroy()
  }
}
