import { randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { dumpMariaDb, fillMariaDb } from '../backup/mariadb-dump.js'
import { openMariaDb, quoted } from '../backup/mariadb-reader.js'
import { migrationState, type Step } from '../db/migrate.js'
import { askChecks, type Checked } from '../health/ask-checks.js'
import type { Finding } from '../health/finding.js'
import { createCtx } from './create-ctx.js'
import type { HostGiven } from './create-host.js'
import { openInstance } from './life/instance.js'
import { migrationSets } from './prepare-database.js'

export interface Rehearsal {
  /** What would be made, in order. */
  readonly steps: readonly Step[]
  /** Why it would fail; null when it would not. */
  readonly fault: string | null
  /** What the plugins' health checks find afterwards. */
  readonly findings: readonly Finding[]
  /** Every health check that was asked. */
  readonly checked: readonly Checked[]
}

/**
 * Makes all pending migrations on a copy of the database, starts every installed plugin on it, asks their health checks, and
 * throws the copy away. The database itself is only read. On a server the copy is a database beside it, which its user must
 * be allowed to create.
 */
export async function rehearse(given: HostGiven): Promise<Rehearsal> {
  const folder = await mkdtemp(join(tmpdir(), 'berberis-rehearsal-'))
  const { database, dataFolder } = given.config
  const copy = database.startsWith('sqlite:') ? copySqlite(database, folder) : await copyMariaDb(database, folder)
  try {
    await copyFile(join(dataFolder, 'instance.key'), join(folder, 'instance.key'))
    const { mail: _mail, ...config } = given.config
    return await tried({ ...given, config: { ...config, database: copy.url, dataFolder: folder, works: false } })
  } finally {
    await copy.drop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function tried(given: HostGiven): Promise<Rehearsal> {
  const instance = await openInstance({ ...given, looks: true })
  const { kernel } = instance
  try {
    const { pending: steps } = await migrationState(kernel.db, migrationSets(kernel))
    try {
      await instance.host.migrate()
      await instance.ready()
    } catch (error) {
      return { steps, fault: error instanceof Error ? error.message : String(error), findings: [], checked: [] }
    }
    const ctx = createCtx(kernel, { db: kernel.db, origin: 'console', system: true })
    const checked = await askChecks(ctx)
    return { steps, fault: null, findings: checked.flatMap(({ fault }) => (fault === null ? [] : [fault])), checked }
  } finally {
    await instance.close()
  }
}

interface Copy {
  readonly url: string
  drop(): Promise<void>
}

function copySqlite(database: string, folder: string): Copy {
  const file = join(folder, 'berberis.db')
  const from = new BetterSqlite3(decodeURI(database.slice('sqlite:'.length)), { readonly: true, fileMustExist: true })
  try {
    from.prepare('vacuum into ?').run(file)
  } finally {
    from.close()
  }
  return { url: `sqlite:${encodeURI(file)}`, drop: async () => {} }
}

async function copyMariaDb(database: string, folder: string): Promise<Copy> {
  const name = `rehearsal_${randomBytes(6).toString('hex')}`
  await dumpMariaDb(database, folder)
  await onServer(database, `create database ${quoted(name)}`)
  const url = new URL(`/${name}`, database).href
  const drop = () => onServer(database, `drop database ${quoted(name)}`)
  try {
    await fillMariaDb(url, folder)
  } catch (error) {
    await drop()
    throw error
  }
  return { url, drop }
}

async function onServer(database: string, sql: string): Promise<void> {
  const db = await openMariaDb(database)
  try {
    await db.query(sql)
  } finally {
    await db.close()
  }
}
