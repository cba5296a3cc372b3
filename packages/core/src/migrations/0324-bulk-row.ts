import { createClusteredTable } from '../db/clustered-table.js'
import { textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** The records of a bulk change that are still to be changed, and those that were refused with the reason; others leave. */
export const bulkRowTable: Migration = {
  name: '0324-bulk-row',
  async up(db) {
    await createClusteredTable(db, 'core_bulk_row', (t) => {
      t.integer('run_id').unsigned().notNullable()
      t.integer('record').unsigned().notNullable()
      textColumn(t, 'reason', 2000).nullable()
      t.primary(['run_id', 'record'], 'core_bulk_row_key')
      t.foreign('run_id', 'core_bulk_row_run').references('id').inTable('core_bulk_run').onDelete('cascade')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_bulk_row')
  },
}
