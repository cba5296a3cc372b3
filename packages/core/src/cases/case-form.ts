import { form, place } from '../plugin/forms.js'
import { caseEntity } from './case.js'

export const caseForm = form('core.case', {
  of: caseEntity,
  groups: [
    {
      key: 'case',
      fields: [
        place('name', 6),
        place('contractor', 4),
        place('contractorRole', 2),
        place('owner', 3),
        place('aliases', 6, { rows: 2 }),
        place('note', 6, { rows: 4 }),
      ],
    },
  ],
  attributes: true,
})
