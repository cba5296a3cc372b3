import { instantColumn, refColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What is to be told of an event, when and to whom, and what was: one row for each time, way and operator. */
export const noticeTable: Migration = {
  name: '0363-notice',
  async up(db) {
    await db.schema.createTable('core_notice', (t) => {
      t.increments('id')
      t.integer('event_id').unsigned().notNullable()
      refColumn(t, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      t.string('kind', 10).notNullable()
      instantColumn(t, 'due_at').notNullable()
      t.string('channel', 10).notNullable()
      instantColumn(t, 'sent_at').nullable()
      instantColumn(t, 'missed_at').nullable()
      t.foreign('event_id', 'core_notice_of').references('id').inTable('core_event').onDelete('cascade')
      t.unique(['event_id', 'kind', 'due_at', 'channel', 'operator_id'], { indexName: 'core_notice_once' })
      t.index(['sent_at', 'missed_at', 'due_at'], 'core_notice_due')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_notice')
  },
}
