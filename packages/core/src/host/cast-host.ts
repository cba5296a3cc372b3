import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import type { Engine } from '../db/connect.js'
import { mouldOf, scratchFrom, type Mould } from '../db/mould.js'
import { scratchDatabase } from '../db/scratch-databases.js'
import type { Plugin } from '../plugin/define-plugin.js'
import type { Host } from './create-host.js'

/** What a host of a test is put together from. */
export interface Casting<T> {
  readonly engine: Engine
  /** All plugins the host has, core among them. */
  readonly plugins: readonly Plugin[]
  /** Names everything else that `fill` depends on. */
  readonly filling: string
  /** Puts the host together; it is made ready afterwards. */
  open(given: { readonly database: string; readonly db: Knex; readonly dataFolder: string }): Promise<Host>
  /** Brings in what the test begins with: operators, an example. Its answer must not change. */
  fill(host: Host): Promise<T>
}

export interface CastHost<T> {
  readonly host: Host
  readonly filled: T
  /** Closes the host and leaves nothing of it. */
  drop(): Promise<void>
}

interface Cast {
  readonly mould: Mould
  /** The data folder as it was then: files, and the key that the database's secrets are sealed with. */
  readonly folder: string
  readonly filled: unknown
}

/** Moulds of this process; `null` means: asked for once. */
const casts = new Map<string, Cast | null>()

/**
 * A ready and filled host on a database of its own. Tests of one process that begin alike are made the long way twice;
 * from then on each gets a copy of what the second one began with.
 */
export async function castHost<T>({ engine, plugins, filling, open, fill }: Casting<T>): Promise<CastHost<T>> {
  const key = [engine, ...plugins.map(numberOf), filling].join(' ')
  const cast = casts.get(key)
  const scratch = cast ? await scratchFrom(cast.mould) : await scratchDatabase(engine)
  const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-test-'))
  if (cast) cpSync(cast.folder, dataFolder, { recursive: true })
  const host = await open({ database: scratch.url, db: scratch.db, dataFolder })
  await host.ready()
  const filled = cast ? (cast.filled as T) : await fill(host)
  if (cast === null) casts.set(key, { mould: await mouldOf(scratch), folder: keptFolder(dataFolder), filled })
  else if (cast === undefined) casts.set(key, null)

  return {
    host,
    filled,
    async drop() {
      await host.close()
      await scratch.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

const numbers = new WeakMap<Plugin, number>()
let last = 0

/** Two plugins of one id may be different ones: a test makes its own. */
function numberOf(plugin: Plugin): number {
  const number = numbers.get(plugin) ?? (last += 1)
  numbers.set(plugin, number)
  return number
}

function keptFolder(dataFolder: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-mould-'))
  cpSync(dataFolder, folder, { recursive: true })
  if (kept.push(folder) === 1) process.once('exit', forgetFolders)
  return folder
}

const kept: string[] = []

function forgetFolders(): void {
  for (const folder of kept) rmSync(folder, { recursive: true, force: true })
}
