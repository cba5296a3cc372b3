import { moneyColumn, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const orderLines: Migration = {
  name: '0005-order-lines',
  async up(db) {
    await db.schema.createTable('sales_order_line', (t) => {
      t.increments('id')
      refColumn(t, 'order_id', 'sales_order', { onDelete: 'cascade' })
      t.integer('position').notNullable()
      refColumn(t, 'product_id', 'sales_product', { nullable: true })
      textColumn(t, 'name', 512).notNullable()
      // Quantities are whole millionths.
      t.bigInteger('qty').notNullable()
      t.bigInteger('invoiced_qty').notNullable()
      textColumn(t, 'unit', 20).notNullable()
      textColumn(t, 'unit_price', 30).notNullable()
      textColumn(t, 'discount_type', 10).nullable()
      textColumn(t, 'discount_value', 20).nullable()
      textColumn(t, 'vat_rate', 20).notNullable()
      moneyColumn(t, 'value_minor').notNullable()
      moneyColumn(t, 'line_discount_minor').notNullable()
      moneyColumn(t, 'document_share_minor').notNullable()
      moneyColumn(t, 'total_minor').notNullable()
      t.unique(['order_id', 'position'], { indexName: 'sales_order_line_position' })
      t.check('invoiced_qty >= 0 and invoiced_qty <= qty', undefined, 'sales_order_line_invoiced')
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_order_line')
  },
}
