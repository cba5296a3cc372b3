import { contractor } from '../contractors/contractor.js'
import { contractorRoles } from '../contractors/roles/contractor-roles.js'
import { operator } from '../operators/operator.js'
import { may } from '../permissions.js'
import { entity, type Entity } from '../plugin/entity.js'
import { choice, instant, longText, ref, text } from '../plugin/fields.js'
import { caseRules } from './case-rules.js'
import { caseWritten } from './case-written.js'
import { Case } from './models/case.js'
import { results, trades } from './options.js'

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
  importBy: ['id'],
  pickable: { closedAt: null },
  open: (rows) => rows.whereNull('closed_at'),
  fields: {
    number: text({ maxLength: 40, readonly: true, search: 'text' }),
    name: text({ required: true, search: 'title' }),
    aliases: longText({ maxLength: 2000, search: 'title', hint: 'core.case.aliases.hint' }),
    contractor: ref(() => contractor, { required: true }),
    contractorRole: choice([], { dictionary: contractorRoles, required: true, default: 'client' }),
    trade: choice(trades, { readonly: true }),
    owner: ref(() => operator),
    note: longText(),
    quietSince: instant({ readonly: true }),
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
