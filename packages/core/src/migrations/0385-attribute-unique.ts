import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** One row per value of an attribute that no two records may share: the primary key holds it for one of two at once. */
export const attributeUnique: Migration = {
  name: '0385-attribute-unique',
  async up(db) {
    await createClusteredTable(db, 'core_attribute_unique', (t) => {
      t.integer('type_id').unsigned().notNullable()
      t.string('value', 160).notNullable()
      t.integer('record_id').unsigned().notNullable()
      t.primary(['type_id', 'value'], 'core_attribute_unique_pk')
      t.unique(['type_id', 'record_id'], { indexName: 'core_attribute_unique_record' })
      t.foreign('type_id', 'core_attribute_unique_type').references('id').inTable('core_attribute_type')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_attribute_unique')
  },
}
