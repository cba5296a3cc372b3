import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** A row per announcement and listener. */
export const outbox: Migration = {
  name: '0050-outbox',
  async up(db) {
    await db.schema.createTable('core_outbox', (t) => {
      t.increments('id')
      t.string('hook', 100).notNullable()
      t.string('plugin', 40).notNullable()
      t.string('listener', 100).notNullable()
      textColumn(t, 'payload', 20_000).notNullable()
      t.string('state', 10).notNullable()
      t.integer('tries').unsigned().notNullable()
      t.integer('token').unsigned().notNullable()
      instantColumn(t, 'due_at').notNullable()
      instantColumn(t, 'lease_until').nullable()
      textColumn(t, 'reason', 1000).nullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'done_at').nullable()
      t.index(['state', 'due_at', 'id'], 'core_outbox_due')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_outbox')
  },
}
