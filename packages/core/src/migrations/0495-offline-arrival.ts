import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/**
 * Which events noted without a connection have arrived, by the name their device gave them. Kept for ever: a device may ask
 * again after weeks whether an answer it never got was a yes. An event may be removed since, so there is no reference to it.
 */
export const offlineArrivalTable: Migration = {
  name: '0495-offline-arrival',
  async up(db) {
    await db.schema.createTable('core_offline_arrival', (t) => {
      t.increments('id')
      t.integer('operator_id').unsigned().notNullable()
      t.string('name', 36).notNullable()
      t.integer('event_id').unsigned().notNullable()
      instantColumn(t, 'created_at').notNullable()
      t.unique(['operator_id', 'name'], { indexName: 'core_offline_arrival_name' })
      t.foreign('operator_id', 'core_offline_arrival_operator').references('id').inTable('core_operator')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_offline_arrival')
  },
}
