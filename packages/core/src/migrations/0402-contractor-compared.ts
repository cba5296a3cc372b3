import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_contractor'

/** The name as names are compared, and when a contractor was last compared with the others; null: it is to be. */
export const contractorCompared: Migration = {
  name: '0402-contractor-compared',
  async up(db) {
    await db.schema.alterTable(TABLE, (table) => {
      textColumn(table, 'reduced_name', 210).nullable()
      instantColumn(table, 'compared_at').nullable()
      table.index(['reduced_name', 'id'], 'core_contractor_by_reduced_name')
      table.index(['compared_at', 'id'], 'core_contractor_by_comparing')
    })
  },
  async down(db) {
    await db.schema.alterTable(TABLE, (table) => {
      table.dropIndex(['reduced_name', 'id'], 'core_contractor_by_reduced_name')
      table.dropIndex(['compared_at', 'id'], 'core_contractor_by_comparing')
    })
    // Knex would make the table of SQLite anew.
    await db.raw(`alter table ${TABLE} drop column reduced_name`)
    await db.raw(`alter table ${TABLE} drop column compared_at`)
  },
}
