import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { seedAttributes } from '../attributes/seed-attributes.js'
import { plantEventTypes } from '../cases/services/plant-event-types.js'
import { engineOf } from '../db/connect.js'
import { migrate, migrationState, type MigrationSet, type Step } from '../db/migrate.js'
import { writing } from '../db/writing.js'
import type { Migration } from '../plugin/migrations.js'
import { createCtx } from './create-ctx.js'
import type { Kernel } from './kernel.js'
import { StartFault } from './start-fault.js'

/**
 * Brings the database to what the plugins ask for. An empty one is migrated and seeded. One with data is migrated on
 * SQLite after a snapshot, which is put back when a step fails; on MariaDB, which cannot take half a step back, the start
 * waits for `berberis migrate`. Throws StartFault; a database newer than the program never starts.
 */
export async function prepareDatabase(kernel: Kernel): Promise<void> {
  await bringUpToDate(kernel)
  // What plugins bring as rows may be new without a migration: kinds of events, attributes.
  await writing(kernel.db, async (db) => {
    const ctx = createCtx(kernel, { db, origin: 'console', system: true })
    await plantEventTypes(ctx)
    await seedAttributes(ctx, (key, locale) => kernel.translate(locale, key))
  })
}

async function bringUpToDate(kernel: Kernel): Promise<void> {
  const sets = migrationSets(kernel)
  const { done, pending, unknown } = await migrationState(kernel.db, sets)
  if (unknown.length > 0) throw new StartFault([`the database is newer than the program: ${list(unknown)}`])
  if (pending.length === 0) return
  if (done.length === 0) return migrateNow(kernel)
  if (engineOf(kernel.db) === 'mariadb')
    throw new StartFault([`migrations are pending, run \`berberis migrate\`: ${list(pending)}`])

  await migrateKept(kernel)
}

/** Makes all pending migrations, whatever is in the database; what `berberis migrate` does. */
export async function migrateNow(kernel: Kernel): Promise<void> {
  await migrate(kernel.db, migrationSets(kernel), {
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

async function migrateKept(kernel: Kernel): Promise<void> {
  const folder = join(kernel.config.dataFolder, 'snapshots')
  const snapshot = join(folder, `before-${kernel.clock.now().replace(/[:.]/g, '-')}.db`)
  await mkdir(folder, { recursive: true })
  await kernel.db.raw('vacuum into ?', [snapshot])
  try {
    await migrateNow(kernel)
  } catch (error) {
    const file = decodeURI(kernel.config.database.slice('sqlite:'.length))
    await kernel.db.destroy()
    for (const beside of ['-wal', '-shm']) await rm(file + beside, { force: true })
    await copyFile(snapshot, file)
    const message = error instanceof Error ? error.message : String(error)
    throw new StartFault([`a migration failed and the database is as it was before: ${message}`])
  }
}

const list = (steps: readonly Step[]): string => steps.map(({ plugin, name }) => `${plugin}/${name}`).join(', ')
