import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Lists that are written to a file beside other requests, and the file once it is whole. Each lasts a day. */
export const exportTable: Migration = {
  name: '0510-export',
  async up(db) {
    await db.schema.createTable('core_export', (t) => {
      t.increments('id')
      t.string('list', 60).notNullable()
      // JSON of the filter, the order and the columns of the moment.
      textColumn(t, 'asked', 200_000).notNullable()
      textColumn(t, 'file_name', 250).notNullable()
      t.string('sha256', 64).nullable()
      t.integer('job_run_id').unsigned().nullable()
      t.integer('operator_id').unsigned().notNullable()
      instantColumn(t, 'created_at').notNullable()
      instantColumn(t, 'ended_at').nullable()
      t.index(['operator_id', 'ended_at'], 'core_export_operator')
      t.index(['ended_at'], 'core_export_ended')
      t.index(['sha256'], 'core_export_sha256')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_export')
  },
}
