import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BackupFault } from './backup-fault.js'
import { copyFile, copyFolder, copyListed, isAs, verifyStored } from './copied-files.js'
import { DATABASE, KEPT_FOLDERS, LISTED } from './layout.js'
import { emptyMariaDb, fillMariaDb, mariadbSums } from './mariadb-dump.js'
import { type Manifest, readManifest, type TableSum } from './manifest.js'
import { clearPlace, MARK, type Place, stateOf } from './place.js'
import { openKey } from './sealed-key.js'
import { sqliteReader } from './sqlite-reader.js'
import { sumsOf } from './table-reader.js'

export interface RestoreGiven extends Place {
  readonly from: string
  /** The name of the instance that is to be replaced; without it only an empty place will do. */
  readonly over?: string
  /** Opens a sealed instance key. */
  readonly passphrase?: string
  /** UTC instant; what is replaced is put aside under it. */
  readonly at: string
  readonly told?: (step: 'verify' | 'database' | 'files' | 'compare') => void
}

/** Reads a whole backup again without touching anything. Throws BackupFault `not-whole`, naming what is not as it was. */
export async function verifyBackup(from: string): Promise<Manifest> {
  const manifest = await readManifest(from)
  for (const part of manifest.parts)
    if (!(await isAs(join(from, part.path), part))) throw new BackupFault('not-whole', join(from, part.path))
  await verifyStored(join(from, 'files'), join(from, LISTED))
  return manifest
}

/**
 * Puts a backup into an empty place, or over the instance whose name is given; what was there is put aside. All hashes are
 * looked at before anything is touched, and tables and files again when they are in place. A restore that was broken off is
 * marked, does not start, and is done again from the beginning. Answers with the manifest and where the old one lies now.
 */
export async function restore(given: RestoreGiven): Promise<{ manifest: Manifest; aside: string | null }> {
  const { from, dataFolder, database, over, told = () => {} } = given
  told('verify')
  const manifest = await verifyBackup(from)
  const engine = database.startsWith('sqlite:') ? 'sqlite' : 'mariadb'
  if (engine !== manifest.engine) throw new BackupFault('other-engine', manifest.engine)
  if (database === 'sqlite::memory:') throw new BackupFault('in-memory', database)
  const key = await keyOf(manifest, given)
  const state = await stateOf(given)
  if (state.living !== null && over === undefined) throw new BackupFault('living', state.living)
  if (state.living !== null && over !== state.living) throw new BackupFault('wrong-name', state.living)

  const aside = state.living === null ? null : await clearPlace(given)
  await mkdir(dataFolder, { recursive: true })
  await writeFile(join(dataFolder, MARK), JSON.stringify({ from, at: given.at }), { flush: true })
  told('database')
  const sums = await putDatabase(given, engine)
  told('files')
  await copyListed(join(from, 'files'), join(dataFolder, 'files'), join(from, LISTED))
  for (const folder of KEPT_FOLDERS) await copyFolder(join(from, folder), join(dataFolder, folder))
  await writeFile(join(dataFolder, 'instance.key'), key, { mode: 0o600, flush: true })
  told('compare')
  compare(manifest.tables, sums)
  await rm(join(dataFolder, MARK))
  return { manifest, aside }
}

async function keyOf({ key }: Manifest, { from, passphrase }: RestoreGiven): Promise<Buffer> {
  if (key === 'plain') return readFile(join(from, 'instance.key'))
  const file = join(from, 'instance.key.sealed')
  if (passphrase === undefined) throw new BackupFault('passphrase-missing', file)
  return openKey(await readFile(file, 'utf8'), passphrase, file)
}

async function putDatabase({ from, database }: RestoreGiven, engine: Manifest['engine']): Promise<TableSum[]> {
  if (engine === 'mariadb') {
    // What a restore left that was broken off; a living instance was put aside before.
    await emptyMariaDb(database)
    await fillMariaDb(database, from)
    return mariadbSums(database)
  }
  const file = decodeURI(database.slice('sqlite:'.length))
  await mkdir(dirname(file), { recursive: true })
  for (const beside of ['-wal', '-shm', '']) await rm(`${file}${beside}`, { force: true })
  await copyFile(join(from, DATABASE), file)
  const reader = sqliteReader(file)
  try {
    return await sumsOf(reader)
  } finally {
    await reader.close()
  }
}

/** Throws BackupFault `not-equal`, naming the first table that is not as the backup says. */
function compare(kept: readonly TableSum[], found: readonly TableSum[]): void {
  const now = new Map(found.map((table) => [table.name, table]))
  for (const { name, rows, sha256 } of kept) {
    const table = now.get(name)
    if (table?.rows !== rows || table.sha256 !== sha256) throw new BackupFault('not-equal', name)
  }
  const other = found.find(({ name }) => !kept.some((table) => table.name === name))
  if (other) throw new BackupFault('not-equal', other.name)
}
