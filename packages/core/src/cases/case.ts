import { contractor } from '../contractors/contractor.js'
import { Recorded } from '../db/model.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, instant, longText, ref, text } from '../plugin/fields.js'
import { caseRules } from './case-rules.js'
import { caseWritten } from './case-written.js'
import { caseRoles, results, trades } from './options.js'

/** A matter followed with one contractor, opened and closed: the binder of its events and files. */
export class Case extends Recorded {
  static override tableName = 'core_case'

  /** Of series `core.case`, taken when the case is opened. */
  declare number: string
  declare name: string
  /** Other names it is found by, one a line. */
  declare aliases: string | null
  declare contractorId: number
  /** What the contractor is to us here; may differ from case to case. */
  declare contractorRole: string
  /** `buying`, `selling` or `other`. Derived from the role. */
  declare trade: string
  declare ownerId: number | null
  declare note: string | null
  /** UTC instant; null while the case is open. The four below belong to the closure. */
  declare closedAt: string | null
  declare closedById: number | null
  declare result: 'won' | 'lost' | 'done' | null
  declare closingReason: string | null
}

export const caseEntity: Entity<Case> = entity('core.case', {
  model: Case,
  path: '/cases',
  icon: 'briefcase',
  read: may.readCases,
  edit: may.editCases,
  own: ['ownerId'],
  label: (row) => row.name,
  sortBy: 'name_key',
  attributable: true,
  pickable: { closedAt: null },
  open: (rows) => rows.whereNull('closed_at'),
  fields: {
    number: text({ maxLength: 40, readonly: true, search: 'text' }),
    name: text({ required: true, search: 'title' }),
    aliases: longText({ maxLength: 2000, search: 'title', hint: 'core.case.aliases.hint' }),
    contractor: ref(() => contractor, { required: true }),
    contractorRole: choice(caseRoles, { required: true, default: 'client' }),
    trade: choice(trades, { readonly: true }),
    owner: ref(() => operator),
    note: longText(),
    closedAt: instant({ readonly: true }),
    closedBy: ref(() => operator, { readonly: true }),
    result: choice(results, { readonly: true }),
    closingReason: longText({ readonly: true, maxLength: 2000 }),
  },
  derive: (row) => ({ trade: tradeOf(row.contractorRole) }),
  rules: caseRules,
  written: caseWritten,
})

function tradeOf(role: unknown): string {
  if (role === 'supplier' || role === 'producer') return 'buying'
  return role === 'client' ? 'selling' : 'other'
}
