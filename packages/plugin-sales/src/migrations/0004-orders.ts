import {
  dayColumn,
  instantColumn,
  keyed,
  moneyColumn,
  recordColumns,
  refColumn,
  textColumn,
  type Migration,
} from '@berberis/sdk'

export const orders: Migration = {
  name: '0004-orders',
  async up(db) {
    await db.schema.createTable('sales_order', (t) => {
      recordColumns(t)
      textColumn(t, 'state', 20).notNullable()
      keyed(t, 'number', 60).nullable()
      dayColumn(t, 'day').notNullable()
      refColumn(t, 'contractor_id', 'core_contractor')
      refColumn(t, 'case_id', 'core_case', { nullable: true })
      refColumn(t, 'owner_id', 'core_operator', { nullable: true })
      textColumn(t, 'method', 10).notNullable()
      textColumn(t, 'currency', 3).notNullable()
      textColumn(t, 'discount_type', 10).nullable()
      textColumn(t, 'discount_value', 20).nullable()
      t.text('note').nullable()
      moneyColumn(t, 'net_minor').notNullable()
      moneyColumn(t, 'tax_minor').notNullable()
      moneyColumn(t, 'gross_minor').notNullable()
      // None, part or whole: computed from the lines each time something is invoiced.
      textColumn(t, 'invoicing', 10).notNullable()
      instantColumn(t, 'placed_at').nullable()
      instantColumn(t, 'cancelled_at').nullable()
      textColumn(t, 'cancel_reason', 500).nullable()
      t.unique(['number'], { indexName: 'sales_order_number' })
      t.index(['number_key', 'id'], 'sales_order_number_key')
      t.index(['day', 'id'], 'sales_order_day')
      t.index(['contractor_id', 'day'], 'sales_order_contractor_day')
      t.index(['state', 'day', 'id'], 'sales_order_state_day')
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_order')
  },
}
