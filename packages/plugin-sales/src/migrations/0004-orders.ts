import { dayColumn, instantColumn, recordColumns, textColumn, type Migration } from '@berberis/sdk'
import { headColumns } from './shared-columns.js'

export const orders: Migration = {
  name: '0004-orders',
  async up(db) {
    await db.schema.createTable('sales_order', (t) => {
      recordColumns(t)
      headColumns(t)
      dayColumn(t, 'day').notNullable()
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
