import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const roleTable: Migration = {
  name: '0101-role',
  async up(db) {
    await db.schema.createTable('core_role', (table) => {
      recordColumns(table)
      textColumn(table, 'key', 40)
      keyed(table, 'name', 80)
      textColumn(table, 'name_fold', 80).notNullable()
      textColumn(table, 'description', 500)
      refColumn(table, 'extends_id', 'core_role', { nullable: true })
      table.boolean('built_in').notNullable().defaultTo(false)
      table.unique(['key'], { indexName: 'core_role_key' })
      table.unique(['name_fold'], { indexName: 'core_role_name' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_role')
  },
}
