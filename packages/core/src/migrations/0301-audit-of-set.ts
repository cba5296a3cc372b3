import type { Migration } from '../plugin/migrations.js'

const INDEX = 'core_audit_of_set'

/** The entries of a change set, the newest first: in that order they are undone. */
export const auditOfSet: Migration = {
  name: '0301-audit-of-set',
  async up(db) {
    await db.schema.alterTable('core_audit', (t) => void t.index(['change_set_id', 'id'], INDEX))
  },
  async down(db) {
    await db.schema.alterTable('core_audit', (t) => void t.dropIndex([], INDEX))
  },
}
