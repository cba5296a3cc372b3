import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const blobTable: Migration = {
  name: '0230-blob',
  async up(db) {
    await db.schema.createTable('core_blob', (table) => {
      table.increments('id')
      table.string('sha256', 64).notNullable()
      table.bigInteger('size').notNullable()
      instantColumn(table, 'kept_at').notNullable()
      table.unique(['sha256'], { indexName: 'core_blob_content' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_blob')
  },
}
