import { dayColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const personTable: Migration = {
  name: '0203-person',
  async up(db) {
    await db.schema.createTable('core_person', (table) => {
      recordColumns(table)
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      refColumn(table, 'department_id', 'core_department', { nullable: true })
      keyed(table, 'first_name', 100)
      keyed(table, 'last_name', 100)
      keyed(table, 'position', 200)
      textColumn(table, 'phone', 40)
      textColumn(table, 'email', 254)
      keyed(table, 'display_name', 210)
      dayColumn(table, 'from_day')
      dayColumn(table, 'to_day')
      table.index(['display_name_key', 'id'], 'core_person_by_name')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_person')
  },
}
