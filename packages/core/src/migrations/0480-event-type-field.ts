import { refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What an event of a kind must have: names of fields of an event, and `attributes.<key>` of its attributes. */
export const eventTypeFieldTable: Migration = {
  name: '0480-event-type-field',
  async up(db) {
    await db.schema.createTable('core_event_type_field', (t) => {
      t.increments('id')
      refColumn(t, 'event_type_id', 'core_event_type', { onDelete: 'cascade' })
      textColumn(t, 'field', 60).notNullable()
      t.unique(['event_type_id', 'field'], { indexName: 'core_event_type_field_key' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_event_type_field')
  },
}
