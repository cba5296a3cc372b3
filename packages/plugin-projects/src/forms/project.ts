import { form, place } from '@berberis/sdk'
import { project } from '../entities/project.js'

export const projectForm = form('projects.project-form', {
  of: project,
  draft: true,
  groups: [
    {
      key: '',
      fields: [
        place('name', 6),
        place('owner', 2),
        place('fromDay', 2),
        place('toDay', 2),
        place('description', 6, { rows: 5 }),
      ],
    },
  ],
})
