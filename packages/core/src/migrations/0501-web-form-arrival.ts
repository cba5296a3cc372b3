import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/**
 * What came in by a web form. The event is named by its number alone: its row may lie in the bin and come back, and the
 * consent that was given stays known.
 */
export const webFormArrivalTable: Migration = {
  name: '0501-web-form-arrival',
  async up(db) {
    await db.schema.createTable('core_web_form_arrival', (table) => {
      table.increments('id')
      refColumn(table, 'web_form_id', 'core_web_form', { onDelete: 'cascade' })
      instantColumn(table, 'at').notNullable()
      textColumn(table, 'once', 43).notNullable()
      textColumn(table, 'sender', 43)
      table.integer('event_id').unsigned()
      textColumn(table, 'consent', 2000)
      table.unique(['once'], { indexName: 'core_web_form_arrival_once' })
      table.index(['web_form_id', 'at', 'id'], 'core_web_form_arrival_by_form')
      table.index(['sender', 'at'], 'core_web_form_arrival_by_sender')
      table.index(['at'], 'core_web_form_arrival_by_time')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_web_form_arrival')
  },
}
