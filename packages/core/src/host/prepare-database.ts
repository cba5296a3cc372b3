import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { Knex } from 'knex'
import { seedAttributes } from '../attributes/seed-attributes.js'
import { plantEventTypes } from '../cases/services/plant-event-types.js'
import { isHalfRestored } from '../backup/place.js'
import { engineOf } from '../db/connect.js'
import { migrateAlone, migrationState, type MigrationSet, type MigrationState, type Step } from '../db/migrate.js'
import { whileMigrating } from '../db/while-migrating.js'
import { writing } from '../db/writing.js'
import type { Migration } from '../plugin/migrations.js'
import { createCtx } from './create-ctx.js'
import type { Kernel } from './kernel.js'
import { knownPlugins, notePlugin } from './life/plugin-states.js'
import { packageOf } from './package-of.js'
import { StartFault } from './start-fault.js'

/**
 * Brings the database to what the plugins ask for. An empty one is migrated and seeded. One with data is migrated on
 * SQLite after a snapshot, which is put back when a step fails; on MariaDB, which cannot take half a step back, the start
 * waits for `berberis migrate`. Throws StartFault; a database newer than the program never starts.
 */
export async function prepareDatabase(kernel: Kernel): Promise<void> {
  if (isHalfRestored(kernel.config.dataFolder))
    throw new StartFault(['a restore was broken off here; run `berberis restore` again'])
  await bringUpToDate(kernel)
  // What plugins bring as rows may be new without a migration: kinds of events, attributes.
  await writing(kernel.db, async (db) => {
    const ctx = createCtx(kernel, { db, origin: 'console', system: true })
    await plantEventTypes(ctx)
    await seedAttributes(ctx, (key, locale) => kernel.translate(locale, key))
    await noteInForce(kernel, db)
  })
}

/** Whoever is put into a host by its configuration alone is in force from then on. */
async function noteInForce(kernel: Kernel, db: Knex): Promise<void> {
  const known = await knownPlugins(db)
  for (const plugin of kernel.registry.plugins) {
    const { version } = packageOf(plugin)
    const note = known?.get(plugin.id)
    if (plugin.id === 'core' || (note?.state === 'installed' && note.version === version)) continue
    await notePlugin(db, { id: plugin.id, version, state: 'installed', archive: null, at: kernel.clock.now() })
  }
}

async function bringUpToDate(kernel: Kernel): Promise<void> {
  const { pending } = await stateOf(kernel, kernel.db)
  if (pending.length === 0) return
  await whileMigrating(kernel.db, async (own) => {
    // Asked again: who had the lock before may have done it all.
    const { done, pending } = await stateOf(kernel, own)
    if (pending.length === 0) return
    if (done.length === 0) return migrateHere(kernel, own)
    if (engineOf(own) === 'mariadb')
      throw new StartFault([`migrations are pending, run \`berberis migrate\`: ${list(pending)}`])

    await migrateKept(kernel, own)
  })
}

async function stateOf(kernel: Kernel, db: Knex): Promise<MigrationState> {
  const state = await migrationState(db, migrationSets(kernel))
  if (state.unknown.length > 0) throw new StartFault([`the database is newer than the program: ${list(state.unknown)}`])
  return state
}

/** Makes all pending migrations, whatever is in the database; what `berberis migrate` does. */
export async function migrateNow(kernel: Kernel): Promise<void> {
  await whileMigrating(kernel.db, (own) => migrateHere(kernel, own))
  await writing(kernel.db, (db) => noteInForce(kernel, db))
}

async function migrateHere(kernel: Kernel, own: Knex): Promise<void> {
  await migrateAlone(own, migrationSets(kernel), {
    at: kernel.clock.now(),
    told: (step) => kernel.log.info({ plugin: step.plugin, migration: step.name }, 'migrated'),
  })
}

/** What each plugin brings, in plugin order. */
export function migrationSets(kernel: Kernel): MigrationSet[] {
  return kernel.registry.plugins.map(({ id, migrations = [], guards = [], seed }) => ({
    plugin: id,
    guards,
    migrations: seed ? [...migrations, seedStep(kernel, seed)] : migrations,
  }))
}

/** Seeds are the last step of a plugin, so they are recorded with it and made once. */
function seedStep(kernel: Kernel, seed: NonNullable<Kernel['registry']['plugins'][number]['seed']>): Migration {
  return {
    name: 'seed',
    up: (db) => seed(createCtx(kernel, { db, origin: 'console', system: true })),
    // Rows of a seed go with their tables.
    down: async () => {},
  }
}

async function migrateKept(kernel: Kernel, own: Knex): Promise<void> {
  const folder = join(kernel.config.dataFolder, 'snapshots')
  const snapshot = join(folder, `before-${kernel.clock.now().replace(/[:.]/g, '-')}.db`)
  await mkdir(folder, { recursive: true })
  await own.raw('vacuum into ?', [snapshot])
  try {
    await migrateHere(kernel, own)
  } catch (error) {
    const file = decodeURI(kernel.config.database.slice('sqlite:'.length))
    await kernel.db.destroy()
    await restore(snapshot, file)
    const message = error instanceof Error ? error.message : String(error)
    throw new StartFault([`a migration failed and the database is as it was before: ${message}`])
  }
}

/** Page by page under the engine's own locks: another process that waits has the file open, and goes on with it. */
async function restore(snapshot: string, file: string): Promise<void> {
  const from = new BetterSqlite3(snapshot, { readonly: true })
  try {
    await from.backup(file)
  } finally {
    from.close()
  }
}

const list = (steps: readonly Step[]): string => steps.map(({ plugin, name }) => `${plugin}/${name}`).join(', ')
