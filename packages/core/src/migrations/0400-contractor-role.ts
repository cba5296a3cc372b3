import { instantColumn, keyed, recordColumns, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const contractorRoleTable: Migration = {
  name: '0400-contractor-role',
  async up(db) {
    await db.schema.createTable('core_contractor_role', (table) => {
      recordColumns(table)
      textColumn(table, 'key', 20).notNullable()
      keyed(table, 'label_pl', 60)
      keyed(table, 'label_en', 60)
      textColumn(table, 'hue', 20).notNullable()
      table.integer('position').notNullable()
      instantColumn(table, 'archived_at')
      table.unique(['key'], { indexName: 'core_contractor_role_key' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor_role')
  },
}
