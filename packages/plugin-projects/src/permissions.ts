import { permission } from '@berberis/sdk'

/** Rights over projects. The cases in a project are seen by the right to see cases, whoever sees the project. */
export const may = {
  /** Sees projects: those he leads, those of his unit, or all. */
  readProjects: permission('projects.read-projects', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'all', seller: 'all', technician: 'all', consultant: 'all' },
  }),

  /** Makes, changes, copies, deactivates and removes projects, and says which cases are in them. */
  editProjects: permission('projects.edit-projects', {
    scoped: true,
    suggest: { manager: 'all', secretary: 'own', seller: 'own' },
  }),
} as const
