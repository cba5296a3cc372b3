import { keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const bankAccountTable: Migration = {
  name: '0206-bank-account',
  async up(db) {
    await db.schema.createTable('core_bank_account', (table) => {
      recordColumns(table)
      refColumn(table, 'contractor_id', 'core_contractor', { onDelete: 'cascade' })
      textColumn(table, 'iban', 34).notNullable()
      textColumn(table, 'currency', 3).notNullable()
      keyed(table, 'note', 200)
      table.index(['iban'], 'core_bank_account_by_iban')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_bank_account')
  },
}
