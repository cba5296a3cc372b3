import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { choice, day, ref, text, yesNo } from '../../plugin/fields.js'
import { contractor } from '../contractor.js'
import { compareAgain } from '../duplicates/keep-comparable.js'
import { contactKinds } from '../options.js'
import { contactRules, normalContact } from './part-rules.js'

/** A phone number, an e-mail or a web address of a contractor. */
export class Contact extends Recorded {
  static override tableName = 'core_contact'

  declare contractorId: number
  declare kind: 'phone' | 'email' | 'www'
  /** As typed. */
  declare value: string
  /** As it is found and dialled: E.164, a lower-case domain, an address with its scheme. Derived. */
  declare normal: string
  declare note: string | null
  declare main: boolean
  declare invalidSince: string | null
}

export const contact: Entity<Contact> = entity('core.contact', {
  model: Contact,
  path: '/contacts',
  icon: 'phone',
  read: may.readContractors,
  edit: may.editContractors,
  follows: 'contractor',
  part: true,
  label: (row) => row.value,
  personal: ['value', 'note'],
  fields: {
    contractor: ref(() => contractor, { required: true }),
    kind: choice(contactKinds, { required: true, default: 'phone' }),
    value: text({ required: true, maxLength: 254 }),
    normal: text({ maxLength: 254, sortKey: false, sort: false, readonly: true }),
    note: text(),
    main: yesNo({ default: false }),
    invalidSince: day(),
  },
  derive: (row) => ({ normal: normalContact(row) }),
  rules: contactRules,
  written: (ctx, { before, after }) => compareAgain(ctx, (after ?? before)?.contractorId),
})
