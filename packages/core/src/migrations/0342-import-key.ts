import type { Migration } from '../plugin/migrations.js'

/** Values of a file that only one of its rows may have, while it is taken. */
export const importKeyTable: Migration = {
  name: '0342-import-key',
  async up(db) {
    await db.schema.createTable('core_import_key', (t) => {
      t.integer('import_id').unsigned().notNullable()
      t.string('phase', 10).notNullable()
      // SHA-256 of the field and its value.
      t.string('hash', 64).notNullable()
      t.integer('line').unsigned().notNullable()
      t.primary(['import_id', 'phase', 'hash'], 'core_import_key_primary')
      t.foreign('import_id', 'core_import_key_import').references('id').inTable('core_import').onDelete('cascade')
    })
  },
  async down(db) {
    await db.schema.dropTable('core_import_key')
  },
}
