import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_audit'
const COLUMNS = ['version', 'on_behalf_of', 'change_set_id']

/**
 * Which version of the record an entry made, for whom it was done, and with what else it can be undone. Older entries say
 * none of it: what they tell of is not merged and not undone.
 */
export const auditChangeSet: Migration = {
  name: '0300-audit-change-set',
  async up(db) {
    await db.schema.alterTable(TABLE, (t) => {
      for (const column of COLUMNS) t.integer(column).unsigned().nullable()
    })
  },
  async down(db) {
    // Knex would make the table of SQLite anew, and every entry with it.
    if (engineOf(db) === 'sqlite')
      for (const column of COLUMNS) await db.raw(`alter table ${TABLE} drop column ${column}`)
    else await db.schema.alterTable(TABLE, (t) => t.dropColumns(...COLUMNS))
  },
}
