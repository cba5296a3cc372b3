import type { Ctx } from '../../ctx.js'
import { seen } from '../../entity/seen.js'
import { rowsOf } from '../../entity/together.js'
import { address } from '../parts/address.js'
import { bankAccount } from '../parts/bank-account.js'
import { contact } from '../parts/contact.js'
import { department } from '../parts/department.js'
import { person } from '../parts/person.js'

/** Persons, departments and accounts of a contractor, and how it is reached, to be asked together with the rest of a page. */
export function partQuestions(ctx: Ctx, contractorId: number) {
  const of = { contractor_id: contractorId }

  return {
    departments: rowsOf(department, seen(ctx, department).where(of), ['name_key', 'id']),
    persons: rowsOf(person, seen(ctx, person).where(of), ['display_name_key', 'id']),
    accounts: rowsOf(bankAccount, seen(ctx, bankAccount).where(of), ['id']),
    ...reachQuestions(ctx, contractorId),
  }
}

/** How a contractor is reached: addresses as they came, numbers with the main ones first. */
export function reachQuestions(ctx: Ctx, contractorId: number) {
  const of = { contractor_id: contractorId }

  return {
    addresses: rowsOf(address, seen(ctx, address).where(of), ['id']),
    contacts: rowsOf(contact, seen(ctx, contact).where(of), ['main desc', 'id']),
  }
}
