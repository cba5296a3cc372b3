import type { Migration } from '../plugin/migrations.js'

/** Numbers that a change of access, attributes and the like raises, so that what is kept in memory knows its age. */
export const revision: Migration = {
  name: '0001-revision',
  async up(db) {
    await db.schema.createTable('core_revision', (t) => {
      t.string('name', 40).notNullable()
      t.integer('n').unsigned().notNullable()
      t.primary(['name'], 'core_revision_pk')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_revision')
  },
}
