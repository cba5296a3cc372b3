import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** A row per due time of a schedule: whichever server inserts it first, it is run once. */
export const scheduleRun: Migration = {
  name: '0052-schedule-run',
  async up(db) {
    await db.schema.createTable('core_schedule_run', (t) => {
      t.increments('id')
      t.string('plugin', 40).notNullable()
      t.string('name', 100).notNullable()
      // Wall time in the company's zone, `2026-11-05T07:30`; so a doubled hour is one due time.
      t.string('due', 16).notNullable()
      t.string('state', 10).notNullable()
      t.integer('tries').unsigned().notNullable()
      t.integer('token').unsigned().notNullable()
      instantColumn(t, 'due_at').notNullable()
      instantColumn(t, 'lease_until').nullable()
      textColumn(t, 'reason', 1000).nullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'done_at').nullable()
      t.unique(['plugin', 'name', 'due'], { indexName: 'core_schedule_run_due' })
      t.index(['state', 'due_at', 'id'], 'core_schedule_run_state')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_schedule_run')
  },
}
