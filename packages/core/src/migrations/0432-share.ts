import { dayColumn, instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** One record that one operator may read besides what his role lets him; of any entity, so no key leads to the record. */
export const shareTable: Migration = {
  name: '0432-share',
  async up(db) {
    await db.schema.createTable('core_share', (table) => {
      table.increments('id')
      textColumn(table, 'entity', 60).notNullable()
      table.integer('record_id').unsigned().notNullable()
      refColumn(table, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      refColumn(table, 'by_id', 'core_operator', { nullable: true, onDelete: 'set null' })
      dayColumn(table, 'until_day').nullable()
      instantColumn(table, 'created_at').notNullable()
      table.unique(['entity', 'operator_id', 'record_id'], { indexName: 'core_share_once' })
      table.index(['entity', 'record_id'], 'core_share_record')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_share')
  },
}
