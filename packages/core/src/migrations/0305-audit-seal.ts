import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Seals of the trail: each is a hash over the one before and the entries since, up to and with `up_to`. */
export const auditSeal: Migration = {
  name: '0305-audit-seal',
  async up(db) {
    await db.schema.createTable('core_audit_seal', (t) => {
      t.increments('id')
      instantColumn(t, 'at').notNullable()
      t.integer('up_to').unsigned().notNullable()
      t.string('hash', 64).notNullable()
      t.unique(['up_to'], { indexName: 'core_audit_seal_up_to' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_audit_seal')
  },
}
