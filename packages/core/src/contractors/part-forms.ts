import type { Entity } from '../plugin/entity.js'
import { form, place, type Form } from '../plugin/forms.js'
import { address } from './parts/address.js'
import { bankAccount } from './parts/bank-account.js'
import { contact } from './parts/contact.js'
import { department } from './parts/department.js'
import { person } from './parts/person.js'

/** A kind of part of a contractor: where it stands in addresses, and its form. */
export interface Part {
  readonly entity: Entity
  readonly noun: 'departments' | 'persons' | 'addresses' | 'contacts' | 'bank-accounts'
  readonly form: Form
}

export const contractorParts: readonly Part[] = [
  {
    entity: department,
    noun: 'departments',
    form: form(department.id, {
      of: department,
      groups: [{ key: '', fields: [place('name', 4), place('parent', 2)] }],
    }),
  },
  {
    entity: person,
    noun: 'persons',
    form: form(person.id, {
      of: person,
      groups: [
        {
          key: '',
          fields: [
            place('firstName', 3, { autocomplete: 'off' }),
            place('lastName', 3, { autocomplete: 'off' }),
            place('position', 3),
            place('department', 3),
            place('phone', 3, { autocomplete: 'off' }),
            place('email', 3, { autocomplete: 'off' }),
            place('fromDay', 3),
            place('toDay', 3),
          ],
        },
      ],
    }),
  },
  {
    entity: address,
    noun: 'addresses',
    form: form(address.id, {
      of: address,
      groups: [
        {
          key: '',
          fields: [
            place('kind', 6, { as: 'chips' }),
            place('lines', 6),
            place('postalCode', 2),
            place('city', 3),
            place('country', 1),
          ],
        },
      ],
    }),
  },
  {
    entity: contact,
    noun: 'contacts',
    form: form(contact.id, {
      of: contact,
      groups: [
        {
          key: '',
          fields: [
            place('kind', 6, { as: 'chips' }),
            place('value', 4),
            place('main', 2),
            place('note', 4),
            place('invalidSince', 2),
          ],
        },
      ],
    }),
  },
  {
    entity: bankAccount,
    noun: 'bank-accounts',
    form: form(bankAccount.id, {
      of: bankAccount,
      groups: [
        { key: '', fields: [place('iban', 5, { autocomplete: 'off' }), place('currency', 1), place('note', 6)] },
      ],
    }),
  },
]
