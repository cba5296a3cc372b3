import { textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** The rarest letter pairs of each reduced name, and how many pairs it has: names that are alike share one of them. */
export const contractorPairTable: Migration = {
  name: '0403-contractor-pair',
  async up(db) {
    await db.schema.createTable('core_contractor_pair', (table) => {
      table.increments('id')
      table.integer('contractor_id').unsigned().notNullable()
      table.foreign('contractor_id').references('id').inTable('core_contractor').onDelete('cascade')
      textColumn(table, 'pair', 4).notNullable()
      table.smallint('size').unsigned().notNullable()
      table.unique(['contractor_id', 'pair'], { indexName: 'core_contractor_pair_once' })
      table.index(['pair', 'size', 'contractor_id'], 'core_contractor_pair_found')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor_pair')
  },
}
