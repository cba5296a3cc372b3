import type { Knex } from 'knex'
import { migrateDownAlone } from '../../db/migrate.js'
import { writing } from '../../db/writing.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { entityIds, ownRows, passingRows } from './own-rows.js'
import { forgetPlugin } from './plugin-states.js'

/**
 * Takes everything of a plugin away: what it owns in the core's tables, then its own tables, last migration first, then its
 * name. Each step may be made again, so whoever finds one that was broken off calls it again. Events stay with their source
 * as a text, and so do the types that events still have, archived. `own` is the connection of `whileMigrating`, `at` a UTC instant.
 */
export async function takeDown(
  db: Knex,
  plugin: Plugin,
  { own, at }: { readonly own: Knex; readonly at: string },
): Promise<void> {
  await writing(db, async (trx) => {
    for (const { table, where, bindings } of [...ownRows(plugin), ...passingRows(plugin)])
      await trx(table)
        .whereRaw(`(${where})`, [...bindings])
        .delete()
    const entities = entityIds(plugin)
    const searched = trx('core_search_record').whereIn('entity', entities).select('id')
    await trx('core_search_hit').whereIn('search_id', searched).delete()
    await trx('core_search_record').whereIn('entity', entities).delete()
    await dropEventTypes(trx, plugin.id, at)
  })
  await migrateDownAlone(own, {
    plugin: plugin.id,
    guards: plugin.guards ?? [],
    migrations: [...(plugin.migrations ?? []), { name: 'seed', up: async () => {}, down: async () => {} }],
  })
  await forgetPlugin(db, plugin.id)
}

async function dropEventTypes(trx: Knex, source: string, at: string): Promise<void> {
  const used = trx('core_event').distinct('type').whereNotNull('type')
  await trx('core_event_type').where({ source }).whereNotIn('key', used).delete()
  await trx('core_event_type').where({ source }).whereNull('archived_at').update({ archived_at: at })
}
