import { instantColumn, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

/** Ten codes for whoever has lost his second factor, each good once; only signatures of them are kept. */
export const recoveryCodeTable: Migration = {
  name: '0435-recovery-code',
  async up(db) {
    await db.schema.createTable('core_recovery_code', (table) => {
      table.increments('id')
      refColumn(table, 'operator_id', 'core_operator', { onDelete: 'cascade' })
      textColumn(table, 'code_mark', 64).notNullable()
      instantColumn(table, 'used_at').nullable()
      table.unique(['operator_id', 'code_mark'], { indexName: 'core_recovery_code_once' })
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_recovery_code')
  },
}
