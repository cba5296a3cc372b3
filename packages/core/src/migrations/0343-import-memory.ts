import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** How files with the same headings were taken the last time. */
export const importMemoryTable: Migration = {
  name: '0343-import-memory',
  async up(db) {
    await db.schema.createTable('core_import_memory', (t) => {
      t.increments('id')
      t.string('entity', 60).notNullable()
      // SHA-256 of the headings.
      t.string('headings', 64).notNullable()
      textColumn(t, 'settings', 200_000).notNullable()
      instantColumn(t, 'at').notNullable()
      t.unique(['entity', 'headings'], { indexName: 'core_import_memory_headings' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_import_memory')
  },
}
