import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Where contractors that were merged into another went. Without keys: it outlives both, as their addresses do. */
export const contractorMergeTable: Migration = {
  name: '0406-contractor-merge',
  async up(db) {
    await db.schema.createTable('core_contractor_merge', (table) => {
      table.increments('id')
      table.integer('take_id').unsigned().notNullable()
      table.integer('keep_id').unsigned().notNullable()
      textColumn(table, 'take_name', 210).notNullable()
      instantColumn(table, 'at').notNullable()
      table.unique(['take_id'], { indexName: 'core_contractor_merge_once' })
      table.index(['keep_id'], 'core_contractor_merge_into')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor_merge')
  },
}
