import { textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** One row per setting that differs from its default: JSON, or a sealed text for a secret. */
export const settingTable: Migration = {
  name: '0108-setting',
  async up(db) {
    await db.schema.createTable('core_setting', (table) => {
      table.increments('id')
      textColumn(table, 'plugin', 40).notNullable()
      textColumn(table, 'key', 60).notNullable()
      table.text('value').notNullable()
      table.unique(['plugin', 'key'], { indexName: 'core_setting_once' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_setting')
  },
}
