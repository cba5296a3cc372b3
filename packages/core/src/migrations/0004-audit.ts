import type { Migration } from '../plugin/migrations.js'
import { instantColumn } from '../db/columns.js'

/** Who changed what. Append-only by a guard; `record` points at nothing, since the trail outlives what it tells of. */
export const audit: Migration = {
  name: '0004-audit',
  async up(db) {
    await db.schema.createTable('core_audit', (t) => {
      t.increments('id')
      instantColumn(t, 'at').notNullable()
      t.integer('operator_id').unsigned().nullable()
      t.string('entity', 60).notNullable()
      t.integer('record').unsigned().nullable()
      t.string('part', 60).nullable()
      t.integer('part_id').unsigned().nullable()
      t.string('label', 300).notNullable()
      t.string('action', 40).notNullable()
      t.text('changes', 'mediumtext').notNullable()
      t.string('origin', 20).notNullable()
      t.string('request_id', 60).notNullable()
      t.index(['entity', 'record', 'id'], 'core_audit_record')
      t.index(['operator_id', 'id'], 'core_audit_operator')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_audit')
  },
}
