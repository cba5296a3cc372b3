import { refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const webhookHookTable: Migration = {
  name: '0471-webhook-hook',
  async up(db) {
    await db.schema.createTable('core_webhook_hook', (table) => {
      table.increments('id')
      refColumn(table, 'webhook_id', 'core_webhook', { onDelete: 'cascade' })
      textColumn(table, 'hook', 100).notNullable()
      table.unique(['webhook_id', 'hook'], { indexName: 'core_webhook_hook_once' })
      table.index(['hook', 'webhook_id'], 'core_webhook_hook_by_hook')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_webhook_hook')
  },
}
