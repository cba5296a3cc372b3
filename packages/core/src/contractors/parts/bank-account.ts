import { Recorded } from '../../db/model.js'
import { may } from '../../permissions.js'
import { entity, type Entity } from '../../plugin/entity.js'
import { iban, ref, text } from '../../plugin/fields.js'
import { contractor } from '../contractor.js'
import { compareAgain } from '../duplicates/keep-comparable.js'
import { bankAccountRules } from './part-rules.js'

export class BankAccount extends Recorded {
  static override tableName = 'core_bank_account'

  declare contractorId: number
  declare iban: string
  /** ISO 4217, three capital letters. */
  declare currency: string
  declare note: string | null
}

export const bankAccount: Entity<BankAccount> = entity('core.bank-account', {
  model: BankAccount,
  path: '/bank-accounts',
  icon: 'building-bank',
  read: may.readContractors,
  edit: may.editContractors,
  follows: 'contractor',
  part: true,
  label: (row) => row.iban,
  personal: ['iban'],
  fields: {
    contractor: ref(() => contractor, { required: true }),
    iban: iban({ required: true }),
    currency: text({ maxLength: 3, sortKey: false, sort: false, default: 'PLN', required: true }),
    note: text(),
  },
  rules: bankAccountRules,
  written: (ctx, { before, after }) => compareAgain(ctx, (after ?? before)?.contractorId),
})
