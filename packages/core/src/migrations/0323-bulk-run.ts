import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** One change of many records of a list. */
export const bulkRunTable: Migration = {
  name: '0323-bulk-run',
  async up(db) {
    await db.schema.createTable('core_bulk_run', (t) => {
      t.increments('id')
      t.string('list', 60).notNullable()
      t.string('action', 60).notNullable()
      textColumn(t, 'label', 300).notNullable()
      textColumn(t, 'given', 100_000).notNullable()
      t.string('state', 20).notNullable()
      t.integer('total').unsigned().notNullable()
      t.integer('changed').unsigned().notNullable()
      t.integer('unchanged').unsigned().notNullable()
      t.integer('refused').unsigned().notNullable()
      t.integer('operator_id').unsigned().notNullable()
      t.integer('change_set_id').unsigned().nullable()
      t.integer('job_run_id').unsigned().nullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'ended_at').nullable()
      t.index(['operator_id', 'id'], 'core_bulk_run_operator')
      t.index(['ended_at'], 'core_bulk_run_ended')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_bulk_run')
  },
}
