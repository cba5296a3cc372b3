import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What changed lately, by topic; every process that somebody listens at reads on from the last one it told. */
export const touchedTable: Migration = {
  name: '0360-touched',
  async up(db) {
    await db.schema.createTable('core_touched', (t) => {
      t.increments('id')
      t.string('topic', 100).notNullable()
      instantColumn(t, 'at').notNullable()
      t.index(['at', 'id'], 'core_touched_at')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_touched')
  },
}
