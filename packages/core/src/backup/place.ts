import { existsSync } from 'node:fs'
import { mkdir, readdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { connect } from '../db/connect.js'
import type { HostConfig } from '../host/config.js'
import { PROOF_KEY } from '../host/release/proof-key.js'
import { nameOf } from './instance-name.js'
import { dumpMariaDb, mariadbTables } from './mariadb-dump.js'

/** Where an instance lives. */
export interface Place extends Pick<HostConfig, 'database' | 'dataFolder' | 'publicAddress'> {
  /** UTC instant. */
  readonly at: string
}

/** A data folder with this file in it holds half a restore: nothing may start on it. */
export const MARK = 'restoring.json'

/** Whether this folder holds a restore that was broken off. */
export const isHalfRestored = (dataFolder: string): boolean => existsSync(join(dataFolder, MARK))

/** The name of the instance that lives here, or null for an empty place or half a restore. */
export async function stateOf(place: Place): Promise<{ readonly living: string | null }> {
  if (isHalfRestored(place.dataFolder) || (await isEmpty(place))) return { living: null }
  if (place.database.startsWith('sqlite:') && !existsSync(fileOf(place.database)))
    return { living: place.publicAddress }

  const db = connect(place.database, { pool: 1 })
  try {
    return { living: await nameOf(db, place) }
  } finally {
    await db.destroy()
  }
}

async function isEmpty({ database, dataFolder }: Place): Promise<boolean> {
  if ((await entries(dataFolder)).some((name) => !name.startsWith('replaced-'))) return false
  if (database.startsWith('sqlite:')) return !existsSync(fileOf(database))
  return (await mariadbTables(database)).length === 0
}

/**
 * Puts what is here aside, into `replaced-<instant>` within the data folder, and answers with that folder. A database on a
 * server is written there table by table; its tables stay for whoever fills it next.
 */
export async function clearPlace({ database, dataFolder, at }: Place): Promise<string> {
  const aside = join(dataFolder, `replaced-${at.replace(/[:.]/g, '-')}`)
  await mkdir(aside, { recursive: true, mode: 0o700 })
  if (!database.startsWith('sqlite:')) {
    await dumpMariaDb(database, aside)
  } else if (dirname(fileOf(database)) !== dataFolder) {
    const file = fileOf(database)
    for (const path of [file, `${file}-wal`, `${file}-shm`].filter(existsSync))
      await rename(path, `${path}.${basename(aside)}`)
  }
  // Its proof key says which instance this is, whatever data it is given.
  for (const name of await entries(dataFolder))
    if (!name.startsWith('replaced-') && name !== PROOF_KEY) await rename(join(dataFolder, name), join(aside, name))

  return aside
}

async function entries(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

const fileOf = (database: string): string => decodeURI(database.slice('sqlite:'.length))
