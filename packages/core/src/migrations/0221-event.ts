import { instantColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const eventTable: Migration = {
  name: '0221-event',
  async up(db) {
    await db.schema.createTable('core_event', (table) => {
      recordColumns(table)
      textColumn(table, 'type', 40).notNullable()
      refColumn(table, 'contractor_id', 'core_contractor')
      refColumn(table, 'case_id', 'core_case', { nullable: true })
      refColumn(table, 'person_id', 'core_person', { nullable: true })
      keyed(table, 'subject', 200)
      textColumn(table, 'state', 20).notNullable()
      instantColumn(table, 'planned_from')
      instantColumn(table, 'planned_to')
      instantColumn(table, 'done_from')
      instantColumn(table, 'done_to')
      instantColumn(table, 'deadline')
      // When it was, or is to be: what lists and timelines are ordered by.
      instantColumn(table, 'at')
      textColumn(table, 'shows', 20).notNullable()
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      refColumn(table, 'performer_id', 'core_operator', { nullable: true })
      textColumn(table, 'note', 20_000)
      textColumn(table, 'outcome', 2000)
      refColumn(table, 'origin_id', 'core_event', { nullable: true })
      textColumn(table, 'source', 80)
      table.foreign(['type'], 'core_event_of_type').references(['key']).inTable('core_event_type')
      table.index(['contractor_id', 'at', 'id'], 'core_event_by_contractor')
      table.index(['case_id', 'at', 'id'], 'core_event_by_case')
      table.index(['state', 'at', 'id'], 'core_event_by_state')
      table.index(['performer_id', 'state', 'at'], 'core_event_by_performer')
      table.index(['owner_id', 'state', 'at'], 'core_event_by_owner')
      table.index(['at', 'id'], 'core_event_by_time')
      table.index(['deadline', 'id'], 'core_event_by_deadline')
      table.index(['source'], 'core_event_by_source')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_event')
  },
}
