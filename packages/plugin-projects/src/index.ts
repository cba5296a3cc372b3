import { definePlugin, listColumns, listFilters, on } from '@berberis/sdk'
import { project } from './entities/project.js'
import { loadExample } from './example/load-example.js'
import { fills } from './fills.js'
import { projectTabs } from './hooks.js'
import { projectList } from './lists/projects.js'
import { migrations } from './migrations/index.js'
import { may } from './permissions.js'
import { ofCase } from './routes/of-case.js'
import { projectActions } from './routes/project-actions.js'
import { projects } from './routes/projects.js'
import { tree } from './routes/tree.js'
import { projectImport } from './services/project-import.js'
import { projectColumn } from './services/project-column.js'
import { projectFilter } from './services/project-filter.js'

/** Projects: cases of many contractors that belong together, and the tree as a second way through everything. */
export default definePlugin({
  id: 'projects',
  title: 'projects.projects',
  from: import.meta.url,
  permissions: may,
  migrations,

  entities: [project],
  lists: [projectList],
  imports: [projectImport],
  slots: [projectTabs],
  routes: {
    '/tree': tree,
    '/of-case': ofCase,
    '/': async (app) => [projects, projectActions].forEach((each) => each(app)),
  },
  listeners: [on(listColumns, 'project-column', projectColumn), on(listFilters, 'project-filter', projectFilter)],

  menu: [
    { group: 'work', label: 'projects.projects', href: '/projects', icon: 'folder', permission: may.readProjects },
    { group: 'work', label: 'projects.tree', href: '/projects/tree', icon: 'sitemap', permission: may.readProjects },
  ],
  create: [{ label: 'projects.project.new', href: '/projects/new', icon: 'folder', permission: may.editProjects }],
  fills,

  example: loadExample,
})

export { automaticIds } from './automatic.js'
export type { AutomaticId, ProjectKey } from './automatic.js'
export { project } from './entities/project.js'
export { projectTabs } from './hooks.js'
export { Project } from './models/project.js'
export { may } from './permissions.js'
export { copyProject } from './services/copy-project.js'
export { placeCase, releaseCase } from './services/place-case.js'
