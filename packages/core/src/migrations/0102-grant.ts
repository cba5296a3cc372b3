import { refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const grantTable: Migration = {
  name: '0102-grant',
  async up(db) {
    await db.schema.createTable('core_grant', (table) => {
      table.increments('id')
      refColumn(table, 'role_id', 'core_role', { onDelete: 'cascade' })
      textColumn(table, 'permission', 100).notNullable()
      textColumn(table, 'scope', 12).notNullable()
      table.unique(['role_id', 'permission'], { indexName: 'core_grant_once' })
      table.index(['permission'], 'core_grant_by_permission')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_grant')
  },
}
