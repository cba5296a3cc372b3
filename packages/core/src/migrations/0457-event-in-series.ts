import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_event'
const KEY = 'core_event_of_series'

/** Which series an event belongs to, and which of its days it is: one event for a day of a series. */
export const eventInSeries: Migration = {
  name: '0457-event-in-series',
  async up(db) {
    if (engineOf(db) !== 'sqlite') {
      await db.raw(
        `alter table ${TABLE} add column series_id int unsigned null, add column series_day varchar(10) null, add unique index core_event_by_series (series_id, series_day), add constraint ${KEY} foreign key (series_id) references core_event_series (id)`,
      )
      return
    }
    await db.raw(`alter table ${TABLE} add column series_id integer references core_event_series (id)`)
    await db.raw(`alter table ${TABLE} add column series_day varchar(10)`)
    await db.raw(`create unique index core_event_by_series on ${TABLE} (series_id, series_day)`)
  },
  async down(db) {
    if (engineOf(db) !== 'sqlite') {
      await db.raw(
        `alter table ${TABLE} drop foreign key ${KEY}, drop index core_event_by_series, drop column series_id, drop column series_day`,
      )
      return
    }
    await db.raw('drop index core_event_by_series')
    await db.raw(`alter table ${TABLE} drop column series_day`)
    await db.schema.alterTable(TABLE, (made) => void made.dropColumn('series_id'))
  },
}
