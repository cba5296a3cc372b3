import type { Migration } from '../plugin/migrations.js'

/** One row per findable record. `title` and `text` are folded words with a space at both ends. */
export const searchRecord: Migration = {
  name: '0008-search-record',
  async up(db) {
    await db.schema.createTable('core_search_record', (t) => {
      t.increments('id')
      t.string('entity', 60).notNullable()
      t.integer('record_id').unsigned().notNullable()
      t.string('label', 300).notNullable()
      t.string('label_key', 200).notNullable()
      t.string('line', 300).nullable()
      t.text('title').notNullable()
      t.text('text', 'mediumtext').notNullable()
      t.unique(['entity', 'record_id'], { indexName: 'core_search_record_of' })
      t.index(['entity', 'label_key', 'id'], 'core_search_record_order')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_search_record')
  },
}
