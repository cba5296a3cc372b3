import { recordColumns, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Whoever works other hours than the firm: his own, by the day of the week. */
export const workingHoursTable: Migration = {
  name: '0451-working-hours',
  async up(db) {
    await db.schema.createTable('core_working_hours', (table) => {
      recordColumns(table)
      table.integer('operator_id').unsigned().notNullable()
      for (const day of ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
        textColumn(table, day, 100)
      table.foreign('operator_id').references('id').inTable('core_operator').onDelete('restrict')
      table.unique(['operator_id'], { indexName: 'core_working_hours_operator' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_working_hours')
  },
}
