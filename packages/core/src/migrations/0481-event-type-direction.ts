import { textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_event_type'

/** Which way the papers of a kind of event go: in to us, out from us, or neither. */
export const eventTypeDirection: Migration = {
  name: '0481-event-type-direction',
  async up(db) {
    await db.schema.alterTable(TABLE, (t) => void textColumn(t, 'direction', 3).nullable())
  },
  async down(db) {
    await db.schema.alterTable(TABLE, (t) => void t.dropColumn('direction'))
  },
}
