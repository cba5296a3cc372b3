import { dayColumn, instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/**
 * Changes that were made as one and can be undone as one. No key leads to the operator or to the record: both may be gone
 * while the trail still names the set.
 */
export const changeSetTable: Migration = {
  name: '0302-change-set',
  async up(db) {
    await db.schema.createTable('core_change_set', (t) => {
      t.increments('id')
      t.string('kind', 20).notNullable()
      t.string('label', 300).notNullable()
      t.string('entity', 60).nullable()
      t.integer('record').unsigned().nullable()
      instantColumn(t, 'at').notNullable()
      t.integer('operator_id').unsigned().nullable()
      t.integer('on_behalf_of').unsigned().nullable()
      dayColumn(t, 'ends_on').notNullable()
      t.integer('reverses_id').unsigned().nullable()
      t.integer('reversed_by_id').unsigned().nullable()
      for (const count of ['created_n', 'changed_n', 'removed_n', 'other_n'])
        t.integer(count).unsigned().notNullable().defaultTo(0)
      t.text('left_out', 'mediumtext').nullable()
      t.index(['operator_id', 'id'], 'core_change_set_operator')
      t.index(['ends_on'], 'core_change_set_ends')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_change_set')
  },
}
