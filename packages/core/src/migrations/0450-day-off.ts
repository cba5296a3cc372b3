import { dayColumn, recordColumns, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Days on which the firm does not work, besides weekends and statutory holidays. */
export const dayOffTable: Migration = {
  name: '0450-day-off',
  async up(db) {
    await db.schema.createTable('core_day_off', (table) => {
      recordColumns(table)
      dayColumn(table, 'day').notNullable()
      textColumn(table, 'name', 120).notNullable()
      table.unique(['day'], { indexName: 'core_day_off_day' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_day_off')
  },
}
