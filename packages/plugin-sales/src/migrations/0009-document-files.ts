import { instantColumn, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const documentFiles: Migration = {
  name: '0009-document-files',
  async up(db) {
    await db.schema.createTable('sales_document_file', (t) => {
      t.increments('id')
      refColumn(t, 'document_id', 'sales_document', { onDelete: 'cascade' })
      textColumn(t, 'purpose', 20).notNullable()
      textColumn(t, 'language', 2).notNullable()
      textColumn(t, 'name', 200).notNullable()
      textColumn(t, 'sha256', 64).notNullable()
      t.integer('size').notNullable()
      textColumn(t, 'template_hash', 64).notNullable()
      instantColumn(t, 'rendered_at').notNullable()
      t.unique(['document_id', 'purpose', 'language'], { indexName: 'sales_document_file_purpose' })
    })
  },
  async down(db) {
    await db.schema.dropTable('sales_document_file')
  },
}
