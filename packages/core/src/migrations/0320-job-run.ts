import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Long work of operators, done in steps; a row goes on after the last step that was committed. */
export const jobRunTable: Migration = {
  name: '0320-job-run',
  async up(db) {
    await db.schema.createTable('core_job_run', (t) => {
      t.increments('id')
      t.string('job', 100).notNullable()
      textColumn(t, 'label', 300).notNullable()
      textColumn(t, 'payload', 1_000_000).notNullable()
      // Where the next step begins, JSON.
      textColumn(t, 'at', 20_000).nullable()
      t.integer('done').unsigned().notNullable()
      t.integer('total').unsigned().nullable()
      textColumn(t, 'result', 20_000).nullable()
      // The refusal it ended with, JSON: its words are the reader's.
      textColumn(t, 'reason', 20_000).nullable()
      t.string('state', 20).notNullable()
      t.integer('tries').unsigned().notNullable()
      t.integer('token').unsigned().notNullable()
      instantColumn(t, 'due_at').notNullable()
      instantColumn(t, 'lease_until').nullable()
      // In whose rights it runs, and who sat there when that was a substitute.
      t.integer('operator_id').unsigned().notNullable()
      t.integer('sitting_id').unsigned().nullable()
      t.integer('change_set_id').unsigned().nullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'started_at').nullable()
      instantColumn(t, 'ended_at').nullable()
      instantColumn(t, 'cancel_asked_at').nullable()
      t.index(['state', 'due_at', 'id'], 'core_job_run_due')
      t.index(['operator_id', 'id'], 'core_job_run_operator')
      t.index(['ended_at'], 'core_job_run_ended')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_job_run')
  },
}
