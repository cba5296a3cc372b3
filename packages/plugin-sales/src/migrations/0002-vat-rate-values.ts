import { dayColumn, recordColumns, textColumn, type Migration } from '@berberis/sdk'

export const vatRateValues: Migration = {
  name: '0002-vat-rate-values',
  async up(db) {
    await db.schema.createTable('sales_vat_rate_value', (t) => {
      recordColumns(t)
      textColumn(t, 'rate', 20).notNullable()
      dayColumn(t, 'from_day').notNullable()
      textColumn(t, 'code', 10).notNullable()
      t.unique(['rate', 'from_day'], { indexName: 'sales_vat_rate_value_from' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_vat_rate_value')
  },
}
