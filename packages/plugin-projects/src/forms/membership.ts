import { caseEntity, form, place, ref } from '@berberis/sdk'
import { project } from '../entities/project.js'

/** Which case comes into a project. */
export const caseForm = form('projects.case-form', {
  fields: { case: ref(() => caseEntity, { required: true }) },
  groups: [{ key: '', fields: [place('case', 6)] }],
  submit: 'projects.add-case',
})

/** Which project a case comes into. */
export const placeForm = form('projects.place-form', {
  fields: { project: ref(() => project, { required: true }) },
  groups: [{ key: '', fields: [place('project', 6)] }],
  submit: 'projects.place',
})
