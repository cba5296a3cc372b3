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

export const documents: Migration = {
  name: '0006-documents',
  async up(db) {
    await db.schema.createTable('sales_document', (t) => {
      recordColumns(t)
      textColumn(t, 'kind', 20).notNullable()
      textColumn(t, 'state', 20).notNullable()
      textColumn(t, 'series', 60).nullable()
      textColumn(t, 'period', 60).nullable()
      t.integer('ordinal').nullable()
      keyed(t, 'number', 60).nullable()
      refColumn(t, 'contractor_id', 'core_contractor')
      refColumn(t, 'case_id', 'core_case', { nullable: true })
      refColumn(t, 'order_id', 'sales_order', { nullable: true })
      refColumn(t, 'owner_id', 'core_operator', { nullable: true })
      dayColumn(t, 'issued_on').nullable()
      dayColumn(t, 'sold_on').nullable()
      dayColumn(t, 'due_on').nullable()
      t.integer('payment_days').nullable()
      textColumn(t, 'payment_method', 20).notNullable()
      textColumn(t, 'method', 10).notNullable()
      textColumn(t, 'vat_rounding', 10).notNullable()
      textColumn(t, 'currency', 3).notNullable()
      textColumn(t, 'language', 2).notNullable()
      textColumn(t, 'place', 100).nullable()
      textColumn(t, 'discount_type', 10).nullable()
      textColumn(t, 'discount_value', 20).nullable()
      t.text('note').nullable()
      t.boolean('split_payment').notNullable()
      moneyColumn(t, 'net_minor').notNullable()
      moneyColumn(t, 'tax_minor').notNullable()
      moneyColumn(t, 'gross_minor').notNullable()
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
