import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Permissions somebody has looked at: granted, or put aside. One that is not here is new. */
export const permissionTable: Migration = {
  name: '0103-permission',
  async up(db) {
    await db.schema.createTable('core_permission', (table) => {
      table.increments('id')
      textColumn(table, 'permission', 100).notNullable()
      instantColumn(table, 'seen_at').notNullable()
      table.unique(['permission'], { indexName: 'core_permission_once' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_permission')
  },
}
