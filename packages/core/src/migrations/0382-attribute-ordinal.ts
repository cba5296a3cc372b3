import { instantColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_attribute_item'

/** The number under which records keep a value of a set: its place in the order, with gaps, so that most moves touch one value. */
export const attributeOrdinal: Migration = {
  name: '0382-attribute-ordinal',
  async up(db) {
    if (!(await db.schema.hasColumn(TABLE, 'merged_into')))
      await db.schema.alterTable(TABLE, (t) => {
        t.integer('ordinal').unsigned().notNullable().defaultTo(0)
        t.integer('merged_into').unsigned().nullable()
      })
    await db(TABLE).update({ ordinal: db.ref('position') })
  },
  async down(db) {
    for (const column of ['ordinal', 'merged_into'])
      if (await db.schema.hasColumn(TABLE, column)) await db.raw(`alter table ${TABLE} drop column ${column}`)
  },
}

/** Numbers of values that some records still keep, until the rewriting in the background is through with them. */
export const attributeStale: Migration = {
  name: '0383-attribute-stale',
  async up(db) {
    await db.schema.createTable('core_attribute_stale', (t) => {
      t.integer('type_id').unsigned().notNullable()
      t.integer('ordinal').unsigned().notNullable()
      t.integer('item_id').unsigned().notNullable()
      instantColumn(t, 'since').notNullable()
      t.primary(['type_id', 'ordinal'], 'core_attribute_stale_pk')
      t.foreign('item_id', 'core_attribute_stale_item_fk').references('id').inTable(TABLE).onDelete('cascade')
      t.index(['item_id'], 'core_attribute_stale_item')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_attribute_stale')
  },
}
