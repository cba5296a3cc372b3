import { yesNoColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_role'

/** Whoever has the role needs a second factor. */
export const roleRequiresTotp: Migration = {
  name: '0434-role-requires-totp',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'requires_totp')) return
    await db.schema.alterTable(
      TABLE,
      (table) => void yesNoColumn(table, 'requires_totp').notNullable().defaultTo(false),
    )
  },
  async down(db) {
    // Knex would make the table of SQLite anew.
    if (await db.schema.hasColumn(TABLE, 'requires_totp'))
      await db.raw(`alter table ${TABLE} drop column requires_totp`)
  },
}
