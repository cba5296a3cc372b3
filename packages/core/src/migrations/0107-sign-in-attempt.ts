import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** One row per failed sign-in; the one that locked the login says until when. */
export const signInAttemptTable: Migration = {
  name: '0107-sign-in-attempt',
  async up(db) {
    await db.schema.createTable('core_sign_in_attempt', (table) => {
      table.increments('id')
      textColumn(table, 'login', 64).notNullable()
      textColumn(table, 'address', 64).notNullable()
      instantColumn(table, 'at').notNullable()
      instantColumn(table, 'locked_until')
      table.index(['login', 'id'], 'core_sign_in_by_login')
      table.index(['address', 'at'], 'core_sign_in_by_address')
      table.index(['at'], 'core_sign_in_by_time')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_sign_in_attempt')
  },
}
