import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The backup that was made last on this data folder. */
export interface LastBackup {
  /** UTC instant. */
  readonly at: string
  readonly folder: string
}

const NAME = 'last-backup.json'

/** Kept in the data folder: a database that is put back must not say that it was just copied. */
export async function noteBackup(dataFolder: string, made: LastBackup): Promise<void> {
  await writeFile(join(dataFolder, `${NAME}.new`), JSON.stringify(made))
  await rename(join(dataFolder, `${NAME}.new`), join(dataFolder, NAME))
}

/** Null when none was made yet. */
export async function lastBackup(dataFolder: string): Promise<LastBackup | null> {
  try {
    return JSON.parse(await readFile(join(dataFolder, NAME), 'utf8')) as LastBackup
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
