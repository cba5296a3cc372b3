import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Two contractors that may be one, the older first; kept when somebody said that they are two. */
export const contractorLikenessTable: Migration = {
  name: '0405-contractor-likeness',
  async up(db) {
    await db.schema.createTable('core_contractor_likeness', (table) => {
      table.increments('id')
      for (const [name, index] of [
        ['one_id', 'core_contractor_likeness_one'],
        ['other_id', 'core_contractor_likeness_other'],
      ] as const) {
        table.integer(name).unsigned().notNullable()
        table.foreign(name, `${index}_key`).references('id').inTable('core_contractor').onDelete('cascade')
        table.index([name], index)
      }
      table.smallint('score').unsigned().notNullable()
      textColumn(table, 'reasons', 100).notNullable()
      instantColumn(table, 'told_apart_at').nullable()
      table.integer('told_apart_by').unsigned().nullable()
      table.unique(['one_id', 'other_id'], { indexName: 'core_contractor_likeness_once' })
      table.index(['told_apart_at', 'score', 'id'], 'core_contractor_likeness_best')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contractor_likeness')
  },
}
