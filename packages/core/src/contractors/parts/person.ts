import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { day, email, instant, phone, ref, text } from '../../plugin/fields.js'
import { contractor } from '../contractor.js'
import { department } from './department.js'
import { personRules } from './part-rules.js'

/** Somebody who works for a company we deal with. */
export class Person extends Recorded {
  static override tableName = 'core_person'

  declare contractorId: number
  declare departmentId: number | null
  declare firstName: string
  declare lastName: string
  /** „Imperski Igor”: what lists sort by. Derived. */
  declare displayName: string
  declare position: string | null
  declare phone: string | null
  declare email: string | null
  /** Days. */
  declare fromDay: string | null
  declare toDay: string | null
  /** UTC instant when this person's data were erased. */
  declare erasedAt: string | null
  /** Its row at the firm or department before. */
  declare formerId: number | null
}

export const person: Entity<Person> = entity('core.person', {
  model: Person,
  path: '/persons',
  icon: 'user',
  read: may.readContractors,
  edit: may.editContractors,
  follows: 'contractor',
  label: (row) => `${row.firstName} ${row.lastName}`,
  sortBy: 'display_name_key',
  personal: ['displayName', 'firstName', 'lastName', 'position', 'phone', 'email'],
  pickable: { toDay: null },
  fields: {
    contractor: ref(() => contractor, { required: true }),
    displayName: text({ maxLength: 210, readonly: true, search: 'title' }),
    firstName: text({ required: true, maxLength: 100 }),
    lastName: text({ required: true, maxLength: 100 }),
    position: text(),
    department: ref(() => department),
    phone: phone({ search: 'text' }),
    email: email({ search: 'text' }),
    fromDay: day(),
    toDay: day(),
    erasedAt: instant({ readonly: true }),
    former: ref(() => person, { readonly: true }),
  },
  derive: (row) => ({ displayName: `${String(row.lastName)} ${String(row.firstName)}` }),
  rules: personRules,
})
