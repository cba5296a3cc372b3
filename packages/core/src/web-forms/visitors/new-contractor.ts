import { contractorRoles } from '../../contractors/roles/contractor-roles.js'
import { person } from '../../contractors/parts/person.js'
import { createContractor } from '../../contractors/services/create-contractor.js'
import type { Ctx } from '../../ctx.js'
import { create } from '../../entity/create.js'
import type { WebForm } from '../web-form.js'
import type { Known } from './find-contractor.js'
import type { Inquiry } from './inquiry.js'

/** Signs a first or a last name may have. */
const LONGEST = 100

/**
 * The contractor a visitor says he is: a company when he names one or has a tax id, with him as its person; else himself. A
 * name that is no first and last name stands for the whole, and without any his e-mail or number does. He is not compared
 * with others here: whom he looks like is shown on his page and in the list of possible duplicates.
 */
export async function newContractor(ctx: Ctx, row: WebForm, inquiry: Inquiry): Promise<Known> {
  const { company, taxId, email, phone } = inquiry
  const names = namesOf(inquiry.name)
  const isCompany = company !== null || taxId !== null || names === null
  const { id } = await createContractor(ctx, {
    kind: isCompany ? 'company' : 'individual',
    ...(isCompany ? { name: company ?? inquiry.name ?? email ?? phone } : names),
    taxId,
    email,
    phone,
    ownerId: row.ownerId,
    stage: row.stage,
    roles: await rolesOf(ctx, row),
    acceptDuplicates: true,
  })
  const made = company !== null && names !== null && (await create(ctx, person, { contractorId: id, ...names }))

  return { contractorId: id, personId: made ? made.id : null }
}

/** „Anna Maria Nowak” → Anna Maria, Nowak; null when it is not at least two words. */
function namesOf(name: string | null): { readonly firstName: string; readonly lastName: string } | null {
  const words = (name ?? '').split(/\s+/).filter((word) => word !== '')
  const lastName = words.pop()
  const firstName = words.join(' ')
  const fits = lastName !== undefined && firstName !== '' && firstName.length <= LONGEST
  return fits ? { firstName, lastName } : null
}

/** A role that was archived since the form was made is given to nobody new. */
async function rolesOf(ctx: Ctx, { contractorRole }: WebForm): Promise<readonly string[]> {
  const roles = await contractorRoles(ctx)
  return roles.filter(({ key, archived }) => key === contractorRole && !archived).map(({ key }) => key)
}
