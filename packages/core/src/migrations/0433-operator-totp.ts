import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_operator'

/**
 * The second factor of an operator: its secret, sealed with the instance key; since when it is in force; the last step of
 * thirty seconds whose code was accepted, so that none is accepted twice.
 */
export const operatorTotp: Migration = {
  name: '0433-operator-totp',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'totp_secret')) return
    await db.schema.alterTable(TABLE, (table) => {
      textColumn(table, 'totp_secret', 300).nullable()
      instantColumn(table, 'totp_confirmed_at').nullable()
      table.integer('totp_step').unsigned().nullable()
    })
  },
  async down(db) {
    // Knex would make the table of SQLite anew.
    for (const column of ['totp_secret', 'totp_confirmed_at', 'totp_step'])
      if (await db.schema.hasColumn(TABLE, column)) await db.raw(`alter table ${TABLE} drop column ${column}`)
  },
}
