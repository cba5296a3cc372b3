import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** The secret address under which somebody's calendar is read by other programs; of the secret only a hash is kept. */
export const calendarFeedTable: Migration = {
  name: '0452-calendar-feed',
  async up(db) {
    await db.schema.createTable('core_calendar_feed', (table) => {
      table.integer('operator_id').unsigned().notNullable()
      textColumn(table, 'token_hash', 64).notNullable()
      instantColumn(table, 'created_at').notNullable()
      table.primary(['operator_id'], 'core_calendar_feed_pk')
      table.foreign('operator_id').references('id').inTable('core_operator').onDelete('cascade')
      table.unique(['token_hash'], { indexName: 'core_calendar_feed_token' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_calendar_feed')
  },
}
