import {
  dayColumn,
  instantColumn,
  moneyColumn,
  recordColumns,
  refColumn,
  textColumn,
  type Migration,
} from '@berberis/sdk'
import { headColumns } from './shared-columns.js'

export const documents: Migration = {
  name: '0006-documents',
  async up(db) {
    await db.schema.createTable('sales_document', (t) => {
      recordColumns(t)
      headColumns(t)
      textColumn(t, 'kind', 20).notNullable()
      textColumn(t, 'series', 60).nullable()
      textColumn(t, 'period', 60).nullable()
      t.integer('ordinal').nullable()
      refColumn(t, 'order_id', 'sales_order', { nullable: true })
      dayColumn(t, 'issued_on').nullable()
      dayColumn(t, 'sold_on').nullable()
      dayColumn(t, 'due_on').nullable()
      t.integer('payment_days').nullable()
      textColumn(t, 'payment_method', 20).notNullable()
      textColumn(t, 'vat_rounding', 10).notNullable()
      textColumn(t, 'language', 2).notNullable()
      textColumn(t, 'place', 100).nullable()
      t.boolean('split_payment').notNullable()
      moneyColumn(t, 'due_minor').notNullable()
      // JSON, frozen when the document is issued; empty in a draft.
      t.text('seller').nullable()
      t.text('buyer').nullable()
      t.text('exemptions').nullable()
      textColumn(t, 'content_hash', 64).nullable()
      instantColumn(t, 'issued_at').nullable()
      refColumn(t, 'issued_by', 'core_operator', { nullable: true })
      textColumn(t, 'issuer_name', 200).nullable()
      t.unique(['number'], { indexName: 'sales_document_number' })
      t.unique(['series', 'period', 'ordinal'], { indexName: 'sales_document_ordinal' })
      t.index(['number_key', 'id'], 'sales_document_number_key')
      t.index(['issued_on', 'id'], 'sales_document_issued_on')
      t.index(['contractor_id', 'issued_on'], 'sales_document_contractor_issued')
      t.index(['state', 'issued_on', 'id'], 'sales_document_state_issued')
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_document')
  },
}
