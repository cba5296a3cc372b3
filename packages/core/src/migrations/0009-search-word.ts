import type { Migration } from '../plugin/migrations.js'

export const searchWord: Migration = {
  name: '0009-search-word',
  async up(db) {
    await db.schema.createTable('core_search_word', (t) => {
      t.increments('id')
      t.string('word', 100).notNullable()
      t.unique(['word'], { indexName: 'core_search_word_word' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_search_word')
  },
}
