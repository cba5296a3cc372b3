import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_attribute_value'

/** A long text, and the record a reference points at: numbers of its own, for a reader's policy is asked by them. */
export const attributeValueMore: Migration = {
  name: '0384-attribute-value-more',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'body')) return
    await db.schema.alterTable(TABLE, (t) => {
      t.integer('ref_id').unsigned().nullable()
      t.text('body', 'mediumtext').nullable()
    })
  },
  async down(db) {
    // Knex would make the table of SQLite anew, with row ids.
    for (const column of ['ref_id', 'body'])
      if (await db.schema.hasColumn(TABLE, column)) await db.raw(`alter table ${TABLE} drop column ${column}`)
  },
}
