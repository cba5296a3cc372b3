import { keyed, recordColumns, textColumn, type Migration } from '@berberis/sdk'

export const units: Migration = {
  name: '0001-units',
  async up(db) {
    await db.schema.createTable('sales_unit', (t) => {
      recordColumns(t)
      keyed(t, 'code', 20).notNullable()
      textColumn(t, 'name_pl', 60).notNullable()
      textColumn(t, 'name_en', 60).notNullable()
      t.integer('places').notNullable()
      t.unique(['code'], { indexName: 'sales_unit_code' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_unit')
  },
}
