import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_person'

/** The row a person had at the firm before; its history stays there. */
export const personMoved: Migration = {
  name: '0407-person-moved',
  async up(db) {
    await db.schema.alterTable(TABLE, (table) => {
      table.integer('former_id').unsigned().nullable()
      table.index(['former_id'], 'core_person_former')
    })
  },
  async down(db) {
    await db.schema.alterTable(TABLE, (table) => void table.dropIndex(['former_id'], 'core_person_former'))
    // Knex would make the table of SQLite anew.
    await db.raw(`alter table ${TABLE} drop column former_id`)
  },
}
