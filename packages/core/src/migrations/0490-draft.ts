import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** What operators typed into forms and did not save: one row for an operator, a form and the address of its page. */
export const draftTable: Migration = {
  name: '0490-draft',
  async up(db) {
    await db.schema.createTable('core_draft', (t) => {
      t.increments('id')
      refColumn(t, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      t.string('plugin', 40).notNullable()
      t.string('form', 80).notNullable()
      t.string('address', 300).notNullable()
      t.string('entity', 80).nullable()
      t.integer('record_id').unsigned().nullable()
      t.integer('version').unsigned().nullable()
      textColumn(t, 'typed', 70_000).notNullable()
      instantColumn(t, 'saved_at').notNullable()
      t.unique(['operator_id', 'form', 'address'], { indexName: 'core_draft_once' })
      t.index(['entity', 'record_id'], 'core_draft_about')
      t.index(['saved_at'], 'core_draft_age')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_draft')
  },
}
