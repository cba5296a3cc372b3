import type { Migration } from '../plugin/migrations.js'
import { instantColumn, recordColumns } from '../db/columns.js'

export const attributeType: Migration = {
  name: '0005-attribute-type',
  async up(db) {
    await db.schema.createTable('core_attribute_type', (t) => {
      recordColumns(t)
      t.string('entity', 60).notNullable()
      t.string('key', 40).notNullable()
      t.string('label_pl', 120).notNullable()
      t.string('label_en', 120).nullable()
      t.string('kind', 20).notNullable()
      t.boolean('required').notNullable()
      t.string('default_value', 500).nullable()
      t.integer('places').notNullable().defaultTo(0)
      t.integer('position').notNullable()
      t.integer('width').notNullable().defaultTo(3)
      t.boolean('system').notNullable().defaultTo(false)
      instantColumn(t, 'archived_at').nullable()
      t.unique(['entity', 'key'], { indexName: 'core_attribute_type_key' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_attribute_type')
  },
}
