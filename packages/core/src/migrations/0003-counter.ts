import { createClusteredTable } from '../db/clustered-table.js'
import type { Migration } from '../plugin/migrations.js'

/** The last number taken per series and period (and branch and type, where the pattern has them). */
export const counter: Migration = {
  name: '0003-counter',
  async up(db) {
    await createClusteredTable(db, 'core_counter', (t) => {
      t.string('series', 60).notNullable()
      t.string('period', 80).notNullable()
      t.integer('n').unsigned().notNullable()
      t.primary(['series', 'period'], 'core_counter_pk')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_counter')
  },
}
