import { instantColumn, keyed, recordColumns, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const products: Migration = {
  name: '0003-products',
  async up(db) {
    await db.schema.createTable('sales_product', (t) => {
      recordColumns(t)
      textColumn(t, 'kind', 20).notNullable()
      keyed(t, 'code', 40).notNullable()
      textColumn(t, 'ean', 14).nullable()
      keyed(t, 'name_pl', 200).notNullable()
      textColumn(t, 'name_en', 200).nullable()
      refColumn(t, 'unit_id', 'sales_unit')
      textColumn(t, 'vat_rate', 20).notNullable()
      t.bigInteger('price').nullable()
      t.boolean('annex15').notNullable()
      textColumn(t, 'gtu', 2).nullable()
      textColumn(t, 'exemption_basis', 200).nullable()
      t.text('note').nullable()
      instantColumn(t, 'withdrawn_at').nullable()
      // What is sold has a code nobody else has; a withdrawn one gives it free. Null is never equal to null.
      textColumn(t, 'code_in_use', 40).nullable()
      t.unique(['code_in_use'], { indexName: 'sales_product_code_in_use' })
      t.index(['name_pl_key', 'id'], 'sales_product_name_pl_key')
      t.index(['code_key', 'id'], 'sales_product_code_key')
      t.index(['ean'], 'sales_product_ean')
      t.index(['price', 'id'], 'sales_product_price')
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_product')
  },
}
