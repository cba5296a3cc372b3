import { instantColumn } from '../db/columns.js'
import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_audit'
const COLUMNS = ['digest', 'blanked_at']

/** What an entry was, as a hash, once the law took its content away; the seals are over these, so they hold. */
export const auditDigest: Migration = {
  name: '0484-audit-digest',
  async up(db) {
    await db.schema.alterTable(TABLE, (t) => {
      t.string('digest', 64).nullable()
      instantColumn(t, 'blanked_at').nullable()
    })
  },
  async down(db) {
    if (engineOf(db) === 'sqlite')
      for (const column of COLUMNS) await db.raw(`alter table ${TABLE} drop column ${column}`)
    else await db.schema.alterTable(TABLE, (t) => t.dropColumns(...COLUMNS))
  },
}
