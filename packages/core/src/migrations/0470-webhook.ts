import { instantColumn, keyed, recordColumns, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const webhookTable: Migration = {
  name: '0470-webhook',
  async up(db) {
    await db.schema.createTable('core_webhook', (table) => {
      recordColumns(table)
      keyed(table, 'name', 120)
      textColumn(table, 'address', 500).notNullable()
      textColumn(table, 'secret', 400)
      textColumn(table, 'former_secret', 400)
      instantColumn(table, 'failing_since')
      instantColumn(table, 'disabled_at')
      table.index(['name_key', 'id'], 'core_webhook_by_name')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_webhook')
  },
}
