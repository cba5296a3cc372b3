import type { Knex } from 'knex'
import { seedAttributes } from '../../attributes/seed-attributes.js'
import { plantEventTypes } from '../../cases/services/plant-event-types.js'
import { engineOf } from '../../db/connect.js'
import { raiseGuards } from '../../db/guards.js'
import { migrateAlone, type MigrationSet } from '../../db/migrate.js'
import { writing } from '../../db/writing.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { Refusal } from '../../plugin/refusal.js'
import { rebuildSearch } from '../../search/rebuild.js'
import type { Host } from '../create-host.js'
import { createCtx } from '../create-ctx.js'
import { migrationSets } from '../prepare-database.js'
import { loadArchive } from './load-archive.js'
import type { Archive } from './read-archive.js'

/**
 * Makes a plugin's tables and the rows it starts with, on a host that has it; or, from an archive, the tables as they were,
 * its rows, and then what migrations came since. Throws 422 `core.archive-newer` for one of a newer plugin.
 */
export async function bringIn(
  { kernel }: Host,
  plugin: Plugin,
  { own, archive }: { readonly own: Knex; readonly archive: Archive | null },
): Promise<void> {
  const set = migrationSets(kernel).find((one) => one.plugin === plugin.id)
  if (!set) throw new Error(`the host has no plugin ${plugin.id}`)
  const at = kernel.clock.now()
  if (archive) {
    await migrateAlone(own, [asItWas(set, archive)], { at })
    if (engineOf(own) === 'sqlite') await writing(own, (trx) => loadArchive(trx, archive))
    else await loadArchive(own, archive)
  }
  await migrateAlone(own, [set], { at })
  await raiseGuards(own, set.guards ?? [])

  await writing(kernel.db, async (db) => {
    const ctx = createCtx(kernel, { db, origin: 'console', system: true })
    await db('core_event_type').where({ source: plugin.id }).update({ archived_at: null })
    await plantEventTypes(ctx)
    await seedAttributes(ctx, (key, locale) => kernel.translate(locale, key))
    if (archive) for (const entity of plugin.entities ?? []) await rebuildSearch(ctx, entity)
  })
}

/** The migrations that had been made when the archive was written; its rows hold what a seed planted then. */
function asItWas({ plugin, migrations }: MigrationSet, { manifest }: Archive): MigrationSet {
  const unknown = manifest.migrations.find((name) => !migrations.some((migration) => migration.name === name))
  if (unknown !== undefined) throw new Refusal('core.archive-newer', { params: { archive: `${plugin}/${unknown}` } })
  return {
    plugin,
    migrations: migrations
      .filter(({ name }) => manifest.migrations.includes(name))
      .map((migration) => (migration.name === 'seed' ? { ...migration, up: async () => {} } : migration)),
  }
}
