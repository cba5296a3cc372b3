import { keyed, recordColumns, refColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const departmentTable: Migration = {
  name: '0202-department',
  async up(db) {
    await db.schema.createTable('core_department', (table) => {
      recordColumns(table)
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      keyed(table, 'name', 200)
      refColumn(table, 'parent_id', 'core_department', { nullable: true })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_department')
  },
}
