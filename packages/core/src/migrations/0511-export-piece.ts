import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** What is written of a file that is not whole yet, in its order; they leave when it is. */
export const exportPieceTable: Migration = {
  name: '0511-export-piece',
  async up(db) {
    await createClusteredTable(db, 'core_export_piece', (t) => {
      t.integer('export_id').unsigned().notNullable()
      t.integer('n').unsigned().notNullable()
      t.string('sha256', 64).notNullable()
      t.primary(['export_id', 'n'], 'core_export_piece_key')
      t.index(['sha256'], 'core_export_piece_sha256')
      t.foreign('export_id', 'core_export_piece_export').references('id').inTable('core_export').onDelete('cascade')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_export_piece')
  },
}
