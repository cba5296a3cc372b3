import { dayColumn, keyed, recordColumns, refColumn, scaledColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** How an event repeats, what the next ones are made of, and how far they are made. */
export const eventSeriesTable: Migration = {
  name: '0456-event-series',
  async up(db) {
    await db.schema.createTable('core_event_series', (table) => {
      recordColumns(table)
      textColumn(table, 'unit', 10).notNullable()
      scaledColumn(table, 'every').notNullable()
      textColumn(table, 'weekdays', 100)
      textColumn(table, 'month_by', 20)
      scaledColumn(table, 'month_day')
      dayColumn(table, 'until')
      scaledColumn(table, 'times')
      textColumn(table, 'off', 10).notNullable()
      dayColumn(table, 'first_day').notNullable()
      dayColumn(table, 'made_to').notNullable()
      scaledColumn(table, 'made').notNullable()
      dayColumn(table, 'next_on')
      textColumn(table, 'stopped', 80)
      textColumn(table, 'type', 40).notNullable()
      refColumn(table, 'contractor_id', 'core_contractor')
      refColumn(table, 'case_id', 'core_case', { nullable: true })
      refColumn(table, 'person_id', 'core_person', { nullable: true })
      keyed(table, 'subject', 200)
      textColumn(table, 'start_time', 5).notNullable()
      table.integer('minutes').unsigned().nullable()
      scaledColumn(table, 'deadline_days')
      textColumn(table, 'deadline_time', 5)
      textColumn(table, 'shows', 20).notNullable()
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      refColumn(table, 'performer_id', 'core_operator', { nullable: true })
      textColumn(table, 'note', 20_000)
      textColumn(table, 'carried', 100_000)
      table.index(['next_on', 'id'], 'core_event_series_by_next')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_event_series')
  },
}
