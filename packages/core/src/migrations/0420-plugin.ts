import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What became of each plugin: in force, switched off, or on its way in or out. Core is not in it. */
export const pluginTable: Migration = {
  name: '0420-plugin',
  async up(db) {
    await db.schema.createTable('core_plugin', (table) => {
      textColumn(table, 'id', 40).notNullable()
      textColumn(table, 'version', 40).notNullable()
      textColumn(table, 'state', 12).notNullable()
      // The archive that was written before it was taken away.
      textColumn(table, 'archive', 500)
      instantColumn(table, 'at').notNullable()
      table.primary(['id'], 'core_plugin_pk')
    })
    // Until now whoever was listed was in force.
    const there: string[] = await db('core_migration').whereNot({ plugin: 'core' }).distinct().pluck('plugin')
    for (const id of there) await db('core_plugin').insert({ id, version: '', state: 'installed', at: '' })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_plugin')
  },
}
