import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_unit'

/** Who leads a unit. It comes after the operators, whose table points at the units. One statement, whole or not at all. */
export const unitHead: Migration = {
  name: '0110-unit-head',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'head_id')) return
    await db.raw(
      engineOf(db) === 'sqlite'
        ? `alter table ${TABLE} add column head_id integer references core_operator (id) on delete restrict`
        : `alter table ${TABLE} add column head_id int unsigned null, add constraint core_unit_head foreign key (head_id) references core_operator (id) on delete restrict`,
    )
  },
  async down(db) {
    if (engineOf(db) === 'sqlite') await db.schema.alterTable(TABLE, (t) => void t.dropColumn('head_id'))
    else await db.raw(`alter table ${TABLE} drop foreign key core_unit_head, drop column head_id`)
  },
}
