import { refColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Removed records with all that went with them, sealed with the instance key until they are brought back or swept. */
export const binTable: Migration = {
  name: '0303-bin',
  async up(db) {
    await db.schema.createTable('core_bin', (t) => {
      t.increments('id')
      refColumn(t, 'change_set_id', 'core_change_set', { onDelete: 'cascade' })
      t.string('entity', 60).notNullable()
      t.integer('record').unsigned().notNullable()
      t.string('label', 300).notNullable()
      t.text('kept', 'longtext').notNullable()
      t.index(['entity', 'record'], 'core_bin_record')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_bin')
  },
}
