import { caseTabs, fill } from '@berberis/sdk'
import { may } from './permissions.js'

/** On the page of a case: the project it is in. */
export const fills = [
  fill(caseTabs, {
    name: 'project',
    label: 'projects.project',
    permission: may.readProjects,
    icon: 'folder',
    href: ({ case: { id } }) => `/projects/of-case/${id}`,
  }),
]
