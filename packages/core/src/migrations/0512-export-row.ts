import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** The records a file tells of: whoever fetches it must still see each of them. */
export const exportRowTable: Migration = {
  name: '0512-export-row',
  async up(db) {
    await createClusteredTable(db, 'core_export_row', (t) => {
      t.integer('export_id').unsigned().notNullable()
      t.integer('record').unsigned().notNullable()
      t.primary(['export_id', 'record'], 'core_export_row_key')
      t.foreign('export_id', 'core_export_row_export').references('id').inTable('core_export').onDelete('cascade')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_export_row')
  },
}
