import { type Form, form, place } from '../plugin/forms.js'
import { operator } from './operator.js'
import { role } from './role.js'
import { unit } from './unit.js'

export const operatorForm: Form = form('core.operator', {
  of: operator,
  groups: [
    { key: 'who', fields: [place('name', 3), place('login', 3), place('email', 3), place('phone', 3)] },
    {
      key: 'rights',
      fields: [
        place('role', 3),
        place('unit', 3),
        place('kind', 3, { as: 'chips' }),
        place('locale', 3, { as: 'chips' }),
      ],
    },
  ],
})

export const roleForm: Form = form('core.role', {
  of: role,
  groups: [
    { key: '', fields: [place('name', 3), place('extends', 3), place('description', 6), place('requiresTotp', 6)] },
  ],
})

export const unitForm: Form = form('core.unit', {
  of: unit,
  groups: [{ key: '', fields: [place('name', 4), place('code', 2), place('parent', 3), place('head', 3)] }],
})
