import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_session'
const OTHER = 'core_substitution'

/** For whom a session acts. When the substitution is taken back, the session is its owner's own again. */
export const sessionActing: Migration = {
  name: '0431-session-acting',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'acting_id')) return
    await db.raw(
      engineOf(db) === 'sqlite'
        ? `alter table ${TABLE} add column acting_id integer references ${OTHER} (id) on delete set null`
        : `alter table ${TABLE} add column acting_id int unsigned null, add constraint core_session_acting foreign key (acting_id) references ${OTHER} (id) on delete set null`,
    )
  },
  async down(db) {
    if (engineOf(db) === 'sqlite') await db.schema.alterTable(TABLE, (t) => void t.dropColumn('acting_id'))
    else await db.raw(`alter table ${TABLE} drop foreign key core_session_acting, drop column acting_id`)
  },
}
