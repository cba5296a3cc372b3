import { dayColumn, instantColumn, keyed, recordColumns, refColumn, textColumn, type Migration } from '@berberis/sdk'

export const projects: Migration = {
  name: '0001-projects',
  async up(db) {
    await db.schema.createTable('projects_project', (table) => {
      recordColumns(table)
      keyed(table, 'name', 120)
      textColumn(table, 'active_name', 200)
      textColumn(table, 'description', 20_000)
      refColumn(table, 'owner_id', 'core_operator', { nullable: true })
      dayColumn(table, 'from_day')
      dayColumn(table, 'to_day')
      instantColumn(table, 'deactivated_at')
      table.unique(['active_name'], { indexName: 'projects_project_active_name' })
      table.index(['name_key', 'id'], 'projects_project_by_name')
      table.index(['deactivated_at', 'name_key', 'id'], 'projects_project_active_by_name')
      table.index(['to_day', 'id'], 'projects_project_by_end')
    })
  },
  async down(db) {
    await db.schema.dropTable('projects_project')
  },
}
