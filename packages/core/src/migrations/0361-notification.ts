import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What operators are told of: one row for a kind, a subject and an operator, whatever tells of it how often. */
export const notificationTable: Migration = {
  name: '0361-notification',
  async up(db) {
    await db.schema.createTable('core_notification', (t) => {
      t.increments('id')
      t.string('kind', 80).notNullable()
      t.string('subject', 120).notNullable()
      refColumn(t, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      textColumn(t, 'params', 4000).notNullable()
      t.string('href', 200).nullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'read_at').nullable()
      t.unique(['kind', 'subject', 'operator_id'], { indexName: 'core_notification_once' })
      t.index(['operator_id', 'read_at', 'id'], 'core_notification_unread')
      t.index(['operator_id', 'id'], 'core_notification_of')
      t.index(['created_at'], 'core_notification_age')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_notification')
  },
}
