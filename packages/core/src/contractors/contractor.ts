import { Recorded } from '../db/model.js'
import { parseKrs } from '../identifiers/krs.js'
import { parseRegon } from '../identifiers/regon.js'
import { parseVatEuId } from '../identifiers/vat-eu-id.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, choices, instant, longText, ref, taxId, text } from '../plugin/fields.js'
import { contractorRules } from './contractor-rules.js'
import { contractorWritten } from './contractor-written.js'
import { contractorWords } from './contractor-words.js'
import { reducedName } from './duplicates/reduced-name.js'
import { contractorKinds, stages } from './options.js'
import { contractorRoles } from './roles/contractor-roles.js'

/** The other side: a company or a person, whatever they are to us. */
export class Contractor extends Recorded {
  static override tableName = 'core_contractor'

  declare kind: 'company' | 'individual'
  /** Of a company; an individual has `firstName` and `lastName`. */
  declare name: string | null
  declare firstName: string | null
  declare lastName: string | null
  /** As lists show and sort it: „Kowalski Jan”. Derived. */
  declare displayName: string
  declare taxId: string | null
  declare vatEuId: string | null
  declare regon: string | null
  declare krs: string | null
  declare activity: string | null
  declare stage: string | null
  declare ownerId: number | null
  /** ISO 3166, two capital letters. */
  declare country: string
  declare note: string | null
  /** Town of the seat, or of the first address when there is no seat. Derived. */
  declare city: string | null
  /** When something was last done with it, else when it was made: UTC instant. Derived. */
  declare quietSince: string | null
  /** UTC instant. */
  declare deactivatedAt: string | null
  /** When this person's data were erased; only keeps apart from then on what hangs on it. */
  declare erasedAt: string | null

  /** As headings and documents have it: „Jan Kowalski”. */
  get fullName(): string {
    return fullNameOf(this)
  }
}

export const contractor: Entity<Contractor> = entity('core.contractor', {
  model: Contractor,
  path: '/contractors',
  icon: 'address-book',
  read: may.readContractors,
  edit: may.editContractors,
  own: ['ownerId'],
  open: (rows) => rows.whereNull('deactivated_at'),
  label: (row) => row.displayName,
  sortBy: 'display_name_key',
  attributable: true,
  importBy: ['id', 'taxId'],
  personal: [
    ...['displayName', 'name', 'firstName', 'lastName', 'taxId', 'vatEuId', 'regon', 'krs'],
    ...['activity', 'city', 'note'],
  ],
  pickable: { deactivatedAt: null },
  fields: {
    kind: choice(contractorKinds, { required: true, default: 'company' }),
    displayName: text({ maxLength: 210, readonly: true, search: 'title' }),
    name: text({ maxLength: 200 }),
    firstName: text({ maxLength: 100, sortKey: false, sort: false }),
    lastName: text({ maxLength: 100, sortKey: false, sort: false }),
    taxId: taxId({ search: 'text' }),
    vatEuId: text({ maxLength: 30, sortKey: false, sort: false, search: 'text' }),
    regon: text({ maxLength: 20, sortKey: false, sort: false, search: 'text' }),
    krs: text({ maxLength: 20, sortKey: false, sort: false, search: 'text' }),
    activity: text({ maxLength: 200 }),
    roles: choices([], {
      dictionary: contractorRoles,
      kept: { table: 'core_contractor_role_link', record: 'contractor_id', value: 'role' },
    }),
    stage: choice(stages),
    owner: ref(() => operator),
    country: text({ maxLength: 2, sortKey: false, sort: false, default: 'PL', required: true }),
    city: text({ maxLength: 100, readonly: true }),
    note: longText(),
    quietSince: instant({ readonly: true }),
    deactivatedAt: instant({ readonly: true }),
    erasedAt: instant({ readonly: true }),
  },
  derive: (row) => ({
    displayName: displayNameOf(row as unknown as Contractor),
    // Columns of no field: what names are compared by, and that this one is to be compared.
    reducedName: reducedName(displayNameOf(row as unknown as Contractor)),
    comparedAt: null,
    vatEuId: normal(row.vatEuId, parseVatEuId),
    regon: normal(row.regon, parseRegon),
    krs: normal(row.krs, parseKrs),
  }),
  rules: contractorRules,
  written: (ctx, change) => contractorWritten(ctx, change),
  searchMore: (ctx, rows) =>
    contractorWords(
      ctx,
      rows.map(({ id }) => id),
    ),
})

type Named = Pick<Contractor, 'kind' | 'name' | 'firstName' | 'lastName'>

/** „Jan Kowalski”, or the company's name. */
export function fullNameOf({ kind, name, firstName, lastName }: Named): string {
  return kind === 'individual' ? [firstName, lastName].filter(Boolean).join(' ') : (name ?? '')
}

function displayNameOf({ kind, name, firstName, lastName }: Named): string {
  return kind === 'individual' ? [lastName, firstName].filter(Boolean).join(' ') : (name ?? '')
}

/** The stored form of a number that the rules have already judged. */
function normal(value: unknown, parse: typeof parseRegon): string | null {
  if (typeof value !== 'string' || value === '') return null
  const parsed = parse(value)
  return 'value' in parsed ? parsed.value : value
}
