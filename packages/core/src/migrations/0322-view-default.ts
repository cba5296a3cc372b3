import { refColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** The view with which an operator's list opens, where he chose one: a key of the list's own views, or a kept one's id. */
export const viewDefaultTable: Migration = {
  name: '0322-view-default',
  async up(db) {
    await db.schema.createTable('core_view_default', (t) => {
      t.increments('id')
      refColumn(t, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      t.string('list', 60).notNullable()
      t.string('view', 40).notNullable()
      t.unique(['operator_id', 'list'], { indexName: 'core_view_default_list' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_view_default')
  },
}
