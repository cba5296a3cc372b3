import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { Knex } from 'knex'
import { engineOf } from '../db/connect.js'
import { whileMigrating } from '../db/while-migrating.js'
import type { HostConfig } from '../host/config.js'
import { BackupFault } from './backup-fault.js'
import { configurationOf } from './configuration.js'
import { copyFolder, copyStored, filesBelow, hashFile } from './copied-files.js'
import { DATABASE, KEPT_FOLDERS, LISTED } from './layout.js'
import { noteBackup } from './last-backup.js'
import { dumpMariaDb } from './mariadb-dump.js'
import { type Manifest, type StoredFile, type TableSum, writeManifest } from './manifest.js'
import { missingFiles } from './missing-files.js'
import { nameOf } from './instance-name.js'
import { sealKey } from './sealed-key.js'
import { sqliteReader } from './sqlite-reader.js'
import { sumsOf } from './table-reader.js'

export interface BackupGiven {
  readonly db: Knex
  readonly config: HostConfig
  readonly plugins: Manifest['plugins']
  /** Version of the program. */
  readonly program: string
  /** UTC instant. */
  readonly at: string
  /** A folder that is empty or not there yet. */
  readonly to: string
  /** Seals the instance key; without it the key lies in the folder as it is, readable by its owner only. */
  readonly passphrase?: string
  readonly told?: (step: 'database' | 'files' | 'rest') => void
}

/**
 * Copies an instance while it works: the database at one moment, then the stored files, which are named by their content,
 * the integrator's templates, archives of plugins, the configuration without its secrets, and the instance key. Memory does
 * not grow with what is copied. Throws BackupFault `folder-taken`, `in-memory`, `no-database`.
 */
export async function backup(given: BackupGiven): Promise<Manifest> {
  const { db, config, to, told = () => {} } = given
  if (config.database === 'sqlite::memory:') throw new BackupFault('in-memory', config.database)
  const file = config.database.startsWith('sqlite:') ? decodeURI(config.database.slice('sqlite:'.length)) : null
  if (file !== null && !existsSync(file)) throw new BackupFault('no-database', file)
  await takeFolder(to)

  told('database')
  const engine = engineOf(db)
  const name = await nameOf(db, config)
  // Not while tables are being changed: half a migration is no state to come back to.
  const tables = await whileMigrating(db, () =>
    file !== null ? copySqlite(file, join(to, DATABASE)) : dumpMariaDb(config.database, to),
  )
  told('files')
  const files = await copyStored(join(config.dataFolder, 'files'), join(to, 'files'), join(to, LISTED))
  told('rest')
  for (const folder of KEPT_FOLDERS) await copyFolder(join(config.dataFolder, folder), join(to, folder))
  await writeFile(join(to, 'configuration.json'), configurationOf(config, given.plugins), { mode: 0o600 })
  const key = await keepKey(given)
  const made: Manifest = {
    format: 1,
    at: given.at,
    program: given.program,
    engine,
    name,
    plugins: [...given.plugins],
    tables,
    parts: await partsOf(to),
    files,
    missing: await missingFiles(to, { engine, tables }),
    key,
  }
  await writeManifest(to, made)
  await noteBackup(config.dataFolder, { at: given.at, folder: to })
  return made
}

async function takeFolder(to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  if ((await readdir(to)).length > 0) throw new BackupFault('folder-taken', to)
  await chmod(to, 0o700)
}

/** A reading transaction of the engine itself: others go on writing into the log beside the file. */
async function copySqlite(file: string, to: string): Promise<TableSum[]> {
  const from = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
  try {
    from.prepare('vacuum into ?').run(to)
  } finally {
    from.close()
  }
  await chmod(to, 0o600)
  const reader = sqliteReader(to)
  try {
    return await sumsOf(reader)
  } finally {
    await reader.close()
  }
}

async function keepKey({ config, to, passphrase }: BackupGiven): Promise<Manifest['key']> {
  const key = await readFile(join(config.dataFolder, 'instance.key'))
  if (passphrase === undefined) {
    await writeFile(join(to, 'instance.key'), key, { mode: 0o600, flush: true })
    return 'plain'
  }
  await writeFile(join(to, 'instance.key.sealed'), await sealKey(key, passphrase), { mode: 0o600, flush: true })
  return 'sealed'
}

/** What lies in the folder, stored files apart: they have a list of their own. */
async function partsOf(to: string): Promise<StoredFile[]> {
  const parts: StoredFile[] = []
  for await (const path of filesBelow(to))
    if (!path.startsWith('files/')) parts.push({ path, ...(await hashFile(join(to, path))) })
  return parts
}
