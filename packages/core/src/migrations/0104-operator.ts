import { instantColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const operatorTable: Migration = {
  name: '0104-operator',
  async up(db) {
    await db.schema.createTable('core_operator', (table) => {
      recordColumns(table)
      keyed(table, 'login', 40)
      keyed(table, 'name', 120)
      textColumn(table, 'email', 254)
      textColumn(table, 'phone', 40)
      textColumn(table, 'locale', 5).notNullable()
      textColumn(table, 'kind', 10).notNullable()
      refColumn(table, 'unit_id', 'core_unit', { nullable: true })
      refColumn(table, 'role_id', 'core_role')
      table.text('preferences')
      textColumn(table, 'password_hash', 200)
      instantColumn(table, 'password_set_at')
      instantColumn(table, 'deactivated_at')
      table.unique(['login'], { indexName: 'core_operator_login' })
      table.index(['name_key', 'id'], 'core_operator_by_name')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_operator')
  },
}
