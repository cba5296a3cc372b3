import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** Which records have which words. */
export const searchHit: Migration = {
  name: '0011-search-hit',
  async up(db) {
    await createClusteredTable(db, 'core_search_hit', (t) => {
      t.integer('word_id').unsigned().notNullable()
      t.integer('search_id').unsigned().notNullable()
      t.primary(['word_id', 'search_id'], 'core_search_hit_pk')
      t.index(['search_id'], 'core_search_hit_record')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_search_hit')
  },
}
