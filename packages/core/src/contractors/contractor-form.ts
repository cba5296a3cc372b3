import { email, phone, text, yesNo } from '../plugin/fields.js'
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

const contact: FormGroup = {
  key: 'contact',
  fields: [
    place('street', 3, { autocomplete: 'off' }),
    place('postalCode', 1, { autocomplete: 'off' }),
    place('town', 2, { autocomplete: 'off' }),
    place('phone', 3, { autocomplete: 'off' }),
    place('email', 3, { autocomplete: 'off' }),
  ],
}
const firstParts = {
  street: text({ maxLength: 300, sortKey: false }),
  postalCode: text({ maxLength: 20, sortKey: false }),
  town: text({ maxLength: 100, sortKey: false }),
  phone: phone(),
  email: email(),
}
/** Ticked by who was told of a possible duplicate and says that it is another one. */
const accepting = { acceptDuplicates: yesNo() }
const accepted: FormGroup = { key: 'duplicates', fields: [place('acceptDuplicates', 6)] }

const whole = { of: contractor, attributes: true, another: true, draft: true } as const

/** A new contractor with its main address, phone and e-mail in one go. */
export const newContractorForm = form('core.contractor', {
  ...whole,
  fields: firstParts,
  groups: [names, contact, numbers],
})

/** The same when it came back as a possible duplicate. */
export const newContractorFormAgain = form('core.contractor', {
  ...whole,
  fields: { ...firstParts, ...accepting },
  groups: [accepted, names, contact, numbers],
})

/** A contractor's own fields; addresses and numbers are changed where they stand. */
export const contractorForm = form('core.contractor', {
  of: contractor,
  groups: [names, numbers],
  attributes: true,
  draft: true,
})

/** The same when its new name or NIP is that of another one, possibly. */
export const contractorFormAgain = form('core.contractor', {
  of: contractor,
  fields: accepting,
  groups: [accepted, names, numbers],
  attributes: true,
  draft: true,
})
