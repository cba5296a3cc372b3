import type { Migration } from '../plugin/migrations.js'

/** What the firm changed of a series; a series nobody touched has no row and is as its plugin ships it. */
export const series: Migration = {
  name: '0002-series',
  async up(db) {
    await db.schema.createTable('core_series', (t) => {
      t.string('id', 60).notNullable()
      t.integer('version').unsigned().notNullable().defaultTo(1)
      t.string('pattern', 40).notNullable()
      t.string('reset', 10).notNullable()
      t.primary(['id'], 'core_series_pk')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_series')
  },
}
