import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const unitTable: Migration = {
  name: '0100-unit',
  async up(db) {
    await db.schema.createTable('core_unit', (table) => {
      recordColumns(table)
      keyed(table, 'name', 120)
      textColumn(table, 'code', 20)
      refColumn(table, 'parent_id', 'core_unit', { nullable: true })
      table.unique(['code'], { indexName: 'core_unit_code' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_unit')
  },
}
