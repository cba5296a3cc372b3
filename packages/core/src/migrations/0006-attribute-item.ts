import type { Migration } from '../plugin/migrations.js'
import { instantColumn, refColumn } from '../db/columns.js'

export const attributeItem: Migration = {
  name: '0006-attribute-item',
  async up(db) {
    await db.schema.createTable('core_attribute_item', (t) => {
      t.increments('id')
      refColumn(t, 'type_id', 'core_attribute_type', { onDelete: 'cascade' })
      t.string('key', 40).notNullable()
      t.string('label_pl', 120).notNullable()
      t.string('label_en', 120).nullable()
      t.integer('position').notNullable()
      t.string('hue', 20).nullable()
      instantColumn(t, 'archived_at').nullable()
      t.unique(['type_id', 'key'], { indexName: 'core_attribute_item_key' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_attribute_item')
  },
}
