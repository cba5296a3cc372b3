import { instantColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const contractorTable: Migration = {
  name: '0200-contractor',
  async up(db) {
    await db.schema.createTable('core_contractor', (table) => {
      recordColumns(table)
      textColumn(table, 'kind', 20).notNullable()
      keyed(table, 'name', 200)
      textColumn(table, 'first_name', 100)
      textColumn(table, 'last_name', 100)
      keyed(table, 'display_name', 210)
      textColumn(table, 'tax_id', 30)
      textColumn(table, 'vat_eu_id', 30)
      textColumn(table, 'regon', 14)
      textColumn(table, 'krs', 10)
      keyed(table, 'activity', 200)
      textColumn(table, 'stage', 20)
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      textColumn(table, 'country', 2).notNullable()
      textColumn(table, 'note', 20_000)
      keyed(table, 'city', 100)
      instantColumn(table, 'deactivated_at')
      table.index(['display_name_key', 'id'], 'core_contractor_by_name')
      table.index(['city_key', 'id'], 'core_contractor_by_city')
      table.index(['tax_id', 'id'], 'core_contractor_by_tax_id')
      table.index(['stage', 'id'], 'core_contractor_by_stage')
      table.index(['created_at', 'id'], 'core_contractor_by_day')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor')
  },
}
