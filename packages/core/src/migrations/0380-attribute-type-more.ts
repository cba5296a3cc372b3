import { engineOf } from '../db/connect.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_attribute_type'
const COLUMNS = [
  'currency',
  'refers_to',
  'unique_values',
  'roles',
  'group_pl',
  'group_en',
  'help_pl',
  'help_en',
] as const

/** What an attribute may say besides its name and kind. On MariaDB it may have been killed half way. */
export const attributeTypeMore: Migration = {
  name: '0380-attribute-type-more',
  async up(db) {
    if (await db.schema.hasColumn(TABLE, 'help_en')) return
    await db.schema.alterTable(TABLE, (t) => {
      t.string('currency', 3).nullable()
      t.string('refers_to', 60).nullable()
      t.boolean('unique_values').notNullable().defaultTo(false)
      t.string('roles', 1000).nullable()
      t.string('group_pl', 100).nullable()
      t.string('group_en', 100).nullable()
      t.string('help_pl', 300).nullable()
      t.string('help_en', 300).nullable()
    })
  },
  async down(db) {
    // Knex would make the table of SQLite anew, one column after the other.
    for (const column of COLUMNS)
      if (await db.schema.hasColumn(TABLE, column)) await db.raw(`alter table ${TABLE} drop column ${column}`)
  },
}

/** A default may be a long text, or a list of a hundred keys. SQLite asks nobody how long a text is. */
export const attributeDefaultLong: Migration = {
  name: '0381-attribute-default-long',
  async up(db) {
    if (engineOf(db) === 'mariadb') await db.raw(`alter table ${TABLE} modify default_value mediumtext null`)
  },
  async down(db) {
    if (engineOf(db) === 'sqlite') return
    await db(TABLE).whereRaw('char_length(default_value) > 500').update({ default_value: null })
    await db.raw(`alter table ${TABLE} modify default_value varchar(500) null`)
  },
}
