import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Browsers that are not asked for the second factor; only the hash of what their cookie says is kept. */
export const deviceTable: Migration = {
  name: '0436-device',
  async up(db) {
    await db.schema.createTable('core_device', (table) => {
      table.increments('id')
      refColumn(table, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      textColumn(table, 'token_hash', 64).notNullable()
      instantColumn(table, 'created_at').notNullable()
      textColumn(table, 'address', 64)
      textColumn(table, 'agent', 200)
      table.unique(['token_hash'], { indexName: 'core_device_token' })
      table.index(['created_at'], 'core_device_by_time')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_device')
  },
}
