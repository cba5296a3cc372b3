import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Only the hash of a session's id is kept. */
export const sessionTable: Migration = {
  name: '0105-session',
  async up(db) {
    await db.schema.createTable('core_session', (table) => {
      table.increments('id')
      refColumn(table, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      textColumn(table, 'token_hash', 64).notNullable()
      instantColumn(table, 'created_at').notNullable()
      instantColumn(table, 'seen_at').notNullable()
      instantColumn(table, 'ends_at').notNullable()
      table.integer('idle_minutes').notNullable()
      textColumn(table, 'address', 64)
      textColumn(table, 'agent', 200)
      table.unique(['token_hash'], { indexName: 'core_session_token' })
      table.index(['seen_at'], 'core_session_by_use')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_session')
  },
}
