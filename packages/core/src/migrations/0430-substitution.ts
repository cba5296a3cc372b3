import { dayColumn, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Who stands in for whom, and on which days. */
export const substitutionTable: Migration = {
  name: '0430-substitution',
  async up(db) {
    await db.schema.createTable('core_substitution', (table) => {
      recordColumns(table)
      refColumn(table, 'absent_id', 'core_operator')
      refColumn(table, 'substitute_id', 'core_operator')
      dayColumn(table, 'first_day').notNullable()
      dayColumn(table, 'last_day').notNullable()
      textColumn(table, 'reason', 500)
      table.index(['last_day', 'id'], 'core_substitution_last_day')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_substitution')
  },
}
