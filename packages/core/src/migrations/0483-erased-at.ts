import { instantColumn } from '../db/columns.js'
import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLES = ['core_contractor', 'core_person']

/** When a person's data were erased: from then on the row only keeps apart what hangs on it. */
export const erasedAt: Migration = {
  name: '0483-erased-at',
  async up(db) {
    for (const table of TABLES) await db.schema.alterTable(table, (t) => void instantColumn(t, 'erased_at').nullable())
  },
  async down(db) {
    // Knex would make the tables of SQLite anew, and what refers to them with it.
    for (const table of TABLES)
      if (engineOf(db) === 'sqlite') await db.raw(`alter table ${table} drop column erased_at`)
      else await db.schema.alterTable(table, (t) => void t.dropColumn('erased_at'))
  },
}
