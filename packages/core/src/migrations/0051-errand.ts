import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Work with the outside world: queued with its cause, done after commit, once. */
export const errandTable: Migration = {
  name: '0051-errand',
  async up(db) {
    await db.schema.createTable('core_errand', (t) => {
      t.increments('id')
      t.string('errand', 100).notNullable()
      t.string('dedupe', 200).notNullable()
      textColumn(t, 'payload', 20_000).notNullable()
      t.string('state', 20).notNullable()
      t.integer('tries').unsigned().notNullable()
      t.integer('token').unsigned().notNullable()
      instantColumn(t, 'due_at').notNullable()
      instantColumn(t, 'lease_until').nullable()
      textColumn(t, 'reason', 1000).nullable()
      textColumn(t, 'answer', 20_000).nullable()
      // 1: the outcome stands but its plugin has not been told yet.
      t.integer('owes_told').unsigned().notNullable()
      t.integer('told_tries').unsigned().notNullable().defaultTo(0)
      instantColumn(t, 'created_at').notNullable()
      t.integer('created_by').unsigned().nullable()
      instantColumn(t, 'ended_at').nullable()
      t.unique(['dedupe'], { indexName: 'core_errand_dedupe' })
      t.index(['state', 'due_at', 'id'], 'core_errand_due')
      t.index(['owes_told', 'due_at', 'id'], 'core_errand_told')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_errand')
  },
}
