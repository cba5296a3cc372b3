import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const attachmentTable: Migration = {
  name: '0231-attachment',
  async up(db) {
    await db.schema.createTable('core_attachment', (table) => {
      recordColumns(table)
      refColumn(table, 'event_id', 'core_event', { onDelete: 'cascade' })
      refColumn(table, 'blob_id', 'core_blob')
      keyed(table, 'name', 200)
      textColumn(table, 'media_type', 100).notNullable()
      table.bigInteger('size').notNullable()
      table.index(['created_at', 'id'], 'core_attachment_by_day')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_attachment')
  },
}
