import { instantColumn, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const handings: Migration = {
  name: '0010-handings',
  async up(db) {
    await db.schema.createTable('sales_handing', (t) => {
      t.increments('id')
      refColumn(t, 'document_id', 'sales_document', { onDelete: 'cascade' })
      textColumn(t, 'channel', 20).notNullable()
      textColumn(t, 'address', 254).notNullable()
      t.integer('attempt').notNullable()
      textColumn(t, 'subject', 200).notNullable()
      t.text('text').notNullable()
      textColumn(t, 'state', 20).notNullable()
      textColumn(t, 'reason', 500).nullable()
      instantColumn(t, 'queued_at').notNullable()
      refColumn(t, 'queued_by', 'core_operator', { nullable: true })
      instantColumn(t, 'settled_at').nullable()
      t.unique(['document_id', 'address', 'attempt'], { indexName: 'sales_handing_attempt' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_handing')
  },
}
