import type { Actor, Ctx } from '../ctx.js'
import { createContractor } from '../contractors/services/create-contractor.js'
import { bankAccount } from '../contractors/parts/bank-account.js'
import { contact } from '../contractors/parts/contact.js'
import { department } from '../contractors/parts/department.js'
import { person } from '../contractors/parts/person.js'
import { create } from '../entity/create.js'
import { addDays } from '../time/day.js'
import type { ExampleContractor } from './data/contractors.js'

/** Makes one contractor of the example with everything it has; returns its id. */
export async function loadContractor(
  ctx: Ctx,
  one: ExampleContractor,
  { people, day }: { readonly people: ReadonlyMap<string, Actor>; readonly day: string },
): Promise<number> {
  const [firstName, lastName] = one.person ?? []
  const [street, postalCode, town] = one.address
  const { id } = await createContractor(ctx, {
    kind: one.person ? 'individual' : 'company',
    name: one.name ?? null,
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    taxId: one.taxId ?? null,
    roles: one.roles,
    stage: one.stage ?? null,
    ownerId: people.get(one.owner ?? '')?.id ?? null,
    note: one.note ?? null,
    street,
    postalCode,
    town,
    phone: one.phone ?? null,
    email: one.email ?? null,
    attributes: attributesOf(one, day),
  })
  if (one.www) await create(ctx, contact, { contractorId: id, kind: 'www', value: one.www })
  if (one.iban) await create(ctx, bankAccount, { contractorId: id, iban: one.iban })
  await loadDepartments(ctx, id, one)

  return id
}

function attributesOf({ size, trades, source, inspected }: ExampleContractor, day: string): Record<string, unknown> {
  return {
    ...(size && { 'wielkosc-firmy': size }),
    ...(trades && { branza: trades }),
    ...(source && { 'zrodlo-pozyskania': source }),
    ...(inspected !== undefined && { 'ostatni-przeglad-kotla': addDays(day, inspected) }),
  }
}

async function loadDepartments(
  ctx: Ctx,
  contractorId: number,
  { departments = [], people = [] }: ExampleContractor,
): Promise<void> {
  const made = new Map<string, number>()
  for (const name of departments) made.set(name, (await create(ctx, department, { contractorId, name })).id)

  for (const { name, position, department: where, phone, email } of people) {
    const [firstName, lastName] = name
    const departmentId = where === undefined ? null : (made.get(where) ?? null)
    await create(ctx, person, {
      contractorId,
      firstName,
      lastName,
      position,
      departmentId,
      phone: phone ?? null,
      email: email ?? null,
    })
  }
}
