import { refColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Stored files that a record in the bin needs: their bytes are not thrown away while it lies there. */
export const binFileTable: Migration = {
  name: '0304-bin-file',
  async up(db) {
    await db.schema.createTable('core_bin_file', (t) => {
      t.increments('id')
      refColumn(t, 'bin_id', 'core_bin', { onDelete: 'cascade' })
      t.string('sha256', 64).notNullable()
      t.index(['sha256'], 'core_bin_file_of')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_bin_file')
  },
}
