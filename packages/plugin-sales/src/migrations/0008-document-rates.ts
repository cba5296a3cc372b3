import { moneyColumn, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const documentRates: Migration = {
  name: '0008-document-rates',
  async up(db) {
    await db.schema.createTable('sales_document_rate', (t) => {
      t.increments('id')
      refColumn(t, 'document_id', 'sales_document', { onDelete: 'cascade' })
      t.integer('position').notNullable()
      textColumn(t, 'vat_code', 10).notNullable()
      moneyColumn(t, 'net_minor').notNullable()
      moneyColumn(t, 'tax_minor').notNullable()
      moneyColumn(t, 'gross_minor').notNullable()
      t.unique(['document_id', 'vat_code'], { indexName: 'sales_document_rate_code' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_document_rate')
  },
}
