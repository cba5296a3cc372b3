import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What operators keep of lists: a filter, an order and columns under a name. */
export const viewTable: Migration = {
  name: '0321-view',
  async up(db) {
    await db.schema.createTable('core_view', (t) => {
      recordColumns(t)
      t.string('list', 60).notNullable()
      keyed(t, 'name', 100).notNullable()
      refColumn(t, 'owner_id', 'core_operator', { onDelete: 'cascade' })
      // private, role or all.
      t.string('audience', 10).notNullable()
      refColumn(t, 'role_id', 'core_role', { nullable: true, onDelete: 'set null' })
      // In the grammar of the address, as programs write it.
      textColumn(t, 'address', 8000).notNullable()
      t.unique(['list', 'owner_id', 'name'], { indexName: 'core_view_name' })
      t.index(['list', 'name_key', 'id'], 'core_view_list')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_view')
  },
}
