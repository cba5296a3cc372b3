import type { Migration } from '@berberis/sdk'

export const casesOfProjects: Migration = {
  name: '0002-cases-of-projects',
  async up(db) {
    await db.schema.createTable('projects_case', (table) => {
      table.integer('case_id').unsigned().notNullable().primary()
      table.integer('project_id').unsigned().notNullable()
      table.foreign('case_id', 'projects_case_case').references('core_case.id').onDelete('CASCADE')
      table.foreign('project_id', 'projects_case_project').references('projects_project.id').onDelete('CASCADE')
      table.index(['project_id', 'case_id'], 'projects_case_of_project')
    })
  },
  async down(db) {
    await db.schema.dropTable('projects_case')
  },
}
