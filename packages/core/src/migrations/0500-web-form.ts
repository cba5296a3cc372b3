import { instantColumn, keyed, recordColumns, refColumn, textColumn } from '../db/columns.js'
import type { Migration } from '../plugin/migrations.js'

export const webFormTable: Migration = {
  name: '0500-web-form',
  async up(db) {
    await db.schema.createTable('core_web_form', (table) => {
      recordColumns(table)
      keyed(table, 'name', 120)
      textColumn(table, 'key', 40).notNullable()
      textColumn(table, 'locale', 2).notNullable()
      textColumn(table, 'title', 200).notNullable()
      textColumn(table, 'intro', 2000)
      for (const asked of ['name', 'company', 'email', 'phone', 'tax_id', 'message'])
        textColumn(table, `asks_${asked}`, 10).notNullable()
      textColumn(table, 'consent', 2000).notNullable()
      textColumn(table, 'privacy_address', 500)
      textColumn(table, 'event_type', 40).notNullable()
      textColumn(table, 'subject', 200).notNullable()
      table.integer('deadline_days')
      table.integer('deadline_hours')
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      textColumn(table, 'contractor_role', 40)
      textColumn(table, 'stage', 20)
      textColumn(table, 'thanks', 2000).notNullable()
      textColumn(table, 'thanks_address', 500)
      textColumn(table, 'origins', 2000)
      table.integer('daily_limit').notNullable()
      instantColumn(table, 'archived_at')
      table.unique(['key'], { indexName: 'core_web_form_key' })
      table.index(['name_key', 'id'], 'core_web_form_by_name')
    })
  },
  async down(db) {
    await db.schema.dropTableIfExists('core_web_form')
  },
}
