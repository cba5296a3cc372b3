import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_attachment'
const COLUMNS = ['entity', 'record_id']

/** Of which record a file is the paper. */
export const paperOf: Migration = {
  name: '0486-paper-of',
  async up(db) {
    await db.schema.alterTable(TABLE, (table) => {
      table.string('entity', 80).nullable()
      table.integer('record_id').unsigned().nullable()
    })
  },
  async down(db) {
    if (engineOf(db) === 'sqlite')
      for (const column of COLUMNS) await db.raw(`alter table ${TABLE} drop column ${column}`)
    else await db.schema.alterTable(TABLE, (table) => table.dropColumns(...COLUMNS))
  },
}

/** Files that are there already: what a plugin hung on an event is the paper of what the event tells of. */
export const paperOfSource: Migration = {
  name: '0487-paper-of-source',
  async up(db) {
    const [whole, source] = [engineOf(db) === 'sqlite' ? 'integer' : 'unsigned', 'e.source']
    const from = `from core_event e where e.id = ${TABLE}.event_id`
    await db.raw(
      `update ${TABLE} set entity = (select substr(${source}, 1, instr(${source}, ':') - 1) ${from}), record_id = (select cast(substr(${source}, instr(${source}, ':') + 1) as ${whole}) ${from}) where created_by is null and exists (select 1 ${from} and ${source} like '%:%')`,
    )
  },
  async down(db) {
    await db(TABLE).update({ entity: null, record_id: null })
  },
}
