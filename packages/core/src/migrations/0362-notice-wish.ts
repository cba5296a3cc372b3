import type { Migration } from '../plugin/migrations.js'

/** How long before an event its doer wants to be told, at most five times. */
export const noticeWishTable: Migration = {
  name: '0362-notice-wish',
  async up(db) {
    await db.schema.createTable('core_notice_wish', (t) => {
      t.increments('id')
      t.integer('event_id').unsigned().notNullable()
      t.integer('minutes').unsigned().notNullable()
      t.string('channel', 10).notNullable()
      t.foreign('event_id', 'core_notice_wish_of').references('id').inTable('core_event').onDelete('cascade')
      t.unique(['event_id', 'minutes'], { indexName: 'core_notice_wish_once' })
    })
  },
  async down(db) {
    await db.schema.dropTable('core_notice_wish')
  },
}
