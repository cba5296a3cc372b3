import { instantColumn, keyed, recordColumns, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const eventTypeTable: Migration = {
  name: '0220-event-type',
  async up(db) {
    await db.schema.createTable('core_event_type', (table) => {
      recordColumns(table)
      textColumn(table, 'key', 40).notNullable()
      keyed(table, 'label_pl', 100)
      keyed(table, 'label_en', 100)
      textColumn(table, 'icon', 40).notNullable()
      textColumn(table, 'hue', 20).notNullable()
      table.integer('default_minutes').notNullable()
      table.integer('deadline_days')
      table.integer('deadline_hours')
      table.integer('position').notNullable()
      textColumn(table, 'source', 40)
      instantColumn(table, 'archived_at')
      table.unique(['key'], { indexName: 'core_event_type_key' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_event_type')
  },
}
