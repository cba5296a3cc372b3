import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/**
 * Narrow and without an id of its own: the primary key answers "the values of these records", the index "the records
 * with this value, in order". `item_id` has no foreign key, which would cost a third index on every value written; items
 * in use are kept by their services.
 */
export const attributeValue: Migration = {
  name: '0007-attribute-value',
  async up(db) {
    await createClusteredTable(db, 'core_attribute_value', (t) => {
      t.integer('record_id').unsigned().notNullable()
      t.integer('type_id').unsigned().notNullable()
      t.integer('position').unsigned().notNullable()
      t.integer('item_id').unsigned().nullable()
      t.string('value', 500).nullable()
      t.string('sort_key', 160).notNullable()
      t.primary(['record_id', 'type_id', 'position'], 'core_attribute_value_pk')
      t.index(['type_id', 'sort_key', 'record_id'], 'core_attribute_value_order')
      t.foreign('type_id', 'core_attribute_value_type').references('id').inTable('core_attribute_type')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_attribute_value')
  },
}
