import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const addressTable: Migration = {
  name: '0204-address',
  async up(db) {
    await db.schema.createTable('core_address', (table) => {
      recordColumns(table)
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      textColumn(table, 'kind', 20).notNullable()
      keyed(table, 'lines', 300)
      textColumn(table, 'postal_code', 20)
      keyed(table, 'city', 100)
      textColumn(table, 'country', 2).notNullable()
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_address')
  },
}
