import { refColumn, type Migration } from '@berberis/sdk'
import { lineColumns } from './shared-columns.js'

export const orderLines: Migration = {
  name: '0005-order-lines',
  async up(db) {
    await db.schema.createTable('sales_order_line', (t) => {
      t.increments('id')
      refColumn(t, 'order_id', 'sales_order', { onDelete: 'cascade' })
      lineColumns(t)
      t.bigInteger('invoiced_qty').notNullable()
      t.unique(['order_id', 'position'], { indexName: 'sales_order_line_position' })
      t.check('invoiced_qty >= 0 and invoiced_qty <= qty', undefined, 'sales_order_line_invoiced')
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_order_line')
  },
}
