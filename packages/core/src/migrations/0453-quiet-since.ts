import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const quietSince = (number: string, table: 'core_contractor' | 'core_case'): Migration => ({
  name: `${number}-${table.slice('core_'.length)}-quiet-since`,
  async up(db) {
    await db.schema.alterTable(table, (made) => {
      instantColumn(made, 'quiet_since').nullable()
      made.index(['quiet_since', 'id'], `${table}_by_quiet`)
    })
  },
  async down(db) {
    await db.schema.alterTable(table, (made) => {
      made.dropIndex(['quiet_since', 'id'], `${table}_by_quiet`)
    })
    // Knex would make the table of SQLite anew.
    await db.raw(`alter table ${table} drop column quiet_since`)
  },
})

/** When something was last done with a contractor, and in a case; since it was made, where nothing ever was. */
export const contractorQuiet = quietSince('0453', 'core_contractor')
export const caseQuiet = quietSince('0454', 'core_case')

/** The same for what is there already. */
export const quietFilled: Migration = {
  name: '0455-quiet-since-filled',
  async up(db) {
    for (const [table, column] of [
      ['core_contractor', 'contractor_id'],
      ['core_case', 'case_id'],
    ])
      await db.raw(
        `update ${table} set quiet_since = coalesce((select max(e.at) from core_event e where e.${column} = ${table}.id and e.state = 'done'), created_at)`,
      )
  },
  async down(db) {
    for (const table of ['core_contractor', 'core_case']) await db(table).update({ quiet_since: null })
  },
}
