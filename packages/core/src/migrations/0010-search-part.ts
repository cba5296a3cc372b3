import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** Every ending of every word: a fragment of a word is the beginning of one of them, hence a range of the primary key. */
export const searchPart: Migration = {
  name: '0010-search-part',
  async up(db) {
    await createClusteredTable(db, 'core_search_part', (t) => {
      t.string('part', 40).notNullable()
      t.integer('word_id').unsigned().notNullable()
      t.primary(['part', 'word_id'], 'core_search_part_pk')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_search_part')
  },
}
