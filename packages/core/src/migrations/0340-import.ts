import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Files whose rows become records, and how far each of them is. */
export const importTable: Migration = {
  name: '0340-import',
  async up(db) {
    await db.schema.createTable('core_import', (t) => {
      t.increments('id')
      t.string('entity', 60).notNullable()
      textColumn(t, 'file_name', 250).notNullable()
      t.string('sha256', 64).notNullable()
      t.string('format', 4).notNullable()
      t.string('encoding', 20).nullable()
      t.string('separator', 1).nullable()
      // JSON lists of texts.
      textColumn(t, 'headings', 100_000).notNullable()
      textColumn(t, 'samples', 1_000_000).notNullable()
      // Its rows as lines of JSON, once the whole file was read.
      t.string('staged', 64).nullable()
      t.integer('row_count').unsigned().nullable()
      // Why the file cannot be read, a refusal's code.
      t.string('fault', 100).nullable()
      t.string('state', 20).notNullable()
      textColumn(t, 'settings', 200_000).nullable()
      t.string('rehearsed', 200).nullable()
      t.string('counts', 200).nullable()
      t.integer('job_run_id').unsigned().nullable()
      t.integer('change_set_id').unsigned().nullable()
      t.integer('operator_id').unsigned().notNullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'ended_at').nullable()
      t.index(['operator_id', 'id'], 'core_import_operator')
      t.index(['created_at'], 'core_import_created')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_import')
  },
}
