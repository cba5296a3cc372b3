import { yesNo } from '../plugin/fields.js'
import { form, place, type FormGroup, type Placed } from '../plugin/forms.js'
import { caseEntity } from './case.js'

/** A new case: whoever is named in it owns it. */
export const newCaseForm = form('core.case', { of: caseEntity, groups: groupsWith(), attributes: true, draft: true })

/** A case that is changed: a new owner may take its open events. */
export const caseForm = form('core.case', {
  of: caseEntity,
  fields: { takeEvents: yesNo({ label: 'core.case.takeEvents' }) },
  groups: groupsWith(place('takeEvents', 3)),
  attributes: true,
  draft: true,
})

function groupsWith(...more: readonly Placed[]): readonly FormGroup[] {
  return [
    {
      key: 'case',
      fields: [
        place('name', 6),
        place('contractor', 4),
        place('contractorRole', 2),
        place('owner', 3),
        ...more,
        place('aliases', 6, { rows: 2 }),
        place('note', 6, { rows: 4 }),
      ],
    },
  ]
}
