import { refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const contractorRoleLinkTable: Migration = {
  name: '0201-contractor-role-link',
  async up(db) {
    await db.schema.createTable('core_contractor_role_link', (table) => {
      table.increments('id')
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      textColumn(table, 'role', 60).notNullable()
      table.unique(['contractor_id', 'role'], { indexName: 'core_contractor_role_link_once' })
      table.index(['role', 'contractor_id'], 'core_contractor_role_link_by_role')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor_role_link')
  },
}
