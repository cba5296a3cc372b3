import { dayColumn, instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What the example firm brought, so that it can be taken away: JSON of id ranges and counters. At most one row. */
export const exampleTable: Migration = {
  name: '0109-example',
  async up(db) {
    await db.schema.createTable('core_example', (table) => {
      table.increments('id')
      dayColumn(table, 'day').notNullable()
      instantColumn(table, 'loaded_at').notNullable()
      table.text('brought', 'mediumtext').notNullable()
      table.integer('only').notNullable().defaultTo(1)
      table.unique(['only'], { indexName: 'core_example_only' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_example')
  },
}
