import { dayColumn, moneyColumn, refColumn, textColumn, type Migration } from '@berberis/sdk'
import { lineColumns } from './shared-columns.js'

export const documentLines: Migration = {
  name: '0007-document-lines',
  async up(db) {
    await db.schema.createTable('sales_document_line', (t) => {
      t.increments('id')
      refColumn(t, 'document_id', 'sales_document', { onDelete: 'cascade' })
      lineColumns(t)
      refColumn(t, 'order_line_id', 'sales_order_line', { nullable: true })
      // The code of the tax day and why it is this one; computed again at issue.
      textColumn(t, 'vat_code', 10).notNullable()
      dayColumn(t, 'tax_day').notNullable()
      t.boolean('annex15').notNullable()
      textColumn(t, 'gtu', 2).nullable()
      textColumn(t, 'exemption_basis', 200).nullable()
      // What of a discount of the whole order goes with this line; the document's own discount is not in it.
      moneyColumn(t, 'order_share_minor').notNullable()
      moneyColumn(t, 'tax_minor').nullable()
      t.unique(['document_id', 'position'], { indexName: 'sales_document_line_position' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_document_line')
  },
}
