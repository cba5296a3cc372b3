import { dayColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const contactTable: Migration = {
  name: '0205-contact',
  async up(db) {
    await db.schema.createTable('core_contact', (table) => {
      recordColumns(table)
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      textColumn(table, 'kind', 20).notNullable()
      keyed(table, 'value', 254)
      textColumn(table, 'normal', 254)
      keyed(table, 'note', 200)
      table.boolean('main').notNullable().defaultTo(false)
      dayColumn(table, 'invalid_since')
      table.index(['normal'], 'core_contact_by_normal')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_contact')
  },
}
