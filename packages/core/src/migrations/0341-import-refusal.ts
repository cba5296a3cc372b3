import { textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Rows of an import that were refused, in the rehearsal and in the run. */
export const importRefusalTable: Migration = {
  name: '0341-import-refusal',
  async up(db) {
    await db.schema.createTable('core_import_refusal', (t) => {
      t.integer('import_id').unsigned().notNullable()
      t.string('phase', 10).notNullable()
      t.integer('line').unsigned().notNullable()
      t.string('reason', 40).notNullable()
      // What is wrong, JSON: heading, code of the rule and what its message needs.
      textColumn(t, 'problems', 20_000).notNullable()
      t.primary(['import_id', 'phase', 'line'], 'core_import_refusal_primary')
      t.foreign('import_id', 'core_import_refusal_import').references('id').inTable('core_import').onDelete('cascade')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_import_refusal')
  },
}
