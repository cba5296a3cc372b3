import { dayColumn, instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** `permissions` is a JSON list of ids, null for all its owner has. */
export const tokenTable: Migration = {
  name: '0106-token',
  async up(db) {
    await db.schema.createTable('core_token', (table) => {
      table.increments('id')
      refColumn(table, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      textColumn(table, 'name', 80).notNullable()
      textColumn(table, 'token_hash', 64).notNullable()
      textColumn(table, 'starts_with', 12).notNullable()
      table.text('permissions')
      table.boolean('read_only').notNullable().defaultTo(false)
      dayColumn(table, 'expires_on').notNullable()
      instantColumn(table, 'created_at').notNullable()
      instantColumn(table, 'last_used_at')
      instantColumn(table, 'revoked_at')
      table.unique(['token_hash'], { indexName: 'core_token_hash' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_token')
  },
}
