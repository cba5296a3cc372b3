import { instantColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Keys of requests that may be sent again, with the answer that was given; written in the work's own transaction. */
export const idempotency: Migration = {
  name: '0053-idempotency',
  async up(db) {
    await db.schema.createTable('core_idempotency', (t) => {
      t.increments('id')
      // 0: nobody was signed in.
      t.integer('actor').unsigned().notNullable()
      t.string('name', 100).notNullable()
      t.string('address', 500).notNullable()
      t.string('body_hash', 64).notNullable()
      t.integer('status').unsigned().nullable()
      textColumn(t, 'headers', 4000).nullable()
      textColumn(t, 'body', 1_000_000).nullable()
      instantColumn(t, 'created_at').notNullable()
      t.unique(['actor', 'name'], { indexName: 'core_idempotency_name' })
      t.index(['created_at'], 'core_idempotency_created')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_idempotency')
  },
}
