import { instantColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const caseTable: Migration = {
  name: '0210-case',
  async up(db) {
    await db.schema.createTable('core_case', (table) => {
      recordColumns(table)
      keyed(table, 'number', 40)
      keyed(table, 'name', 200)
      textColumn(table, 'aliases', 2000)
      refColumn(table, 'contractor_id', 'core_contractor')
      textColumn(table, 'contractor_role', 20).notNullable()
      textColumn(table, 'trade', 20).notNullable()
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      textColumn(table, 'note', 20_000)
      instantColumn(table, 'closed_at')
      refColumn(table, 'closed_by_id', 'core_operator', { nullable: true })
      textColumn(table, 'result', 20)
      textColumn(table, 'closing_reason', 2000)
      table.unique(['number'], { indexName: 'core_case_number' })
      table.index(['name_key', 'id'], 'core_case_by_name')
      table.index(['number_key', 'id'], 'core_case_by_number')
      table.index(['contractor_id', 'closed_at'], 'core_case_by_contractor')
      table.index(['created_at', 'id'], 'core_case_by_day')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_case')
  },
}
