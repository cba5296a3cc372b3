import { email, phone, text } from '../plugin/fields.js'
import { form, place, type FormGroup } from '../plugin/forms.js'
import { contractor } from './contractor.js'

const company = { field: 'kind', is: ['company'] } as const
const individual = { field: 'kind', is: ['individual'] } as const

const names: FormGroup = {
  key: 'names',
  fields: [
    place('kind', 3, { as: 'chips' }),
    place('taxId', 3, { autocomplete: 'off' }),
    place('name', 6, { when: company, needed: true, autocomplete: 'organization' }),
    place('firstName', 3, { when: individual, needed: true }),
    place('lastName', 3, { when: individual, needed: true }),
    place('roles', 6, { as: 'chips' }),
    place('stage', 2),
    place('owner', 2),
    place('country', 2),
  ],
}

const numbers: FormGroup = {
  key: 'numbers',
  fields: [
    place('vatEuId', 2),
    place('regon', 2),
    place('krs', 2),
    place('activity', 6),
    place('note', 6, { rows: 3 }),
  ],
}

/** A new contractor with its main address, phone and e-mail in one go. */
export const newContractorForm = form('core.contractor', {
  of: contractor,
  fields: {
    street: text({ maxLength: 300, sortKey: false }),
    postalCode: text({ maxLength: 20, sortKey: false }),
    town: text({ maxLength: 100, sortKey: false }),
    phone: phone(),
    email: email(),
  },
  groups: [
    names,
    {
      key: 'contact',
      fields: [
        place('street', 3, { autocomplete: 'off' }),
        place('postalCode', 1, { autocomplete: 'off' }),
        place('town', 2, { autocomplete: 'off' }),
        place('phone', 3, { autocomplete: 'off' }),
        place('email', 3, { autocomplete: 'off' }),
      ],
    },
    numbers,
  ],
  attributes: true,
  another: true,
})

/** A contractor's own fields; addresses and numbers are changed where they stand. */
export const contractorForm = form('core.contractor', { of: contractor, groups: [names, numbers], attributes: true })
