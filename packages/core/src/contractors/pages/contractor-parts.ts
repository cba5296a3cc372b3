import type { Ctx } from '../../ctx.js'
import { formatIban } from '../../identifiers/iban.js'
import { address } from '../parts/address.js'
import type { Department } from '../parts/department.js'
import type { PerspectiveRows } from './perspective-rows.js'

/** Persons, departments, addresses and accounts of a contractor, ready for the cards of the right column. */
export function contractorParts(
  ctx: Ctx,
  contractorId: number,
  {
    departments,
    persons,
    addresses,
    accounts,
  }: Pick<PerspectiveRows, 'departments' | 'persons' | 'addresses' | 'accounts'>,
) {
  const at = (part: string, id: number) => `/contractors/${contractorId}/${part}/${id}/edit`
  const today = ctx.today()
  const personViews = persons.map((one) => ({
    id: one.id,
    name: `${one.firstName} ${one.lastName}`,
    line: [one.position, departments.find(({ id }) => id === one.departmentId)?.name].filter(Boolean).join(' · '),
    call: one.phone ? `tel:${one.phone}` : null,
    mail: one.email ? `mailto:${one.email}` : null,
    editHref: at('persons', one.id),
    former: one.toDay !== null && one.toDay < today,
  }))

  return {
    persons: personViews.filter(({ former }) => !former),
    formerPersons: personViews.filter(({ former }) => former),
    departments: departmentTree(departments).map(({ row, depth }) => ({
      id: row.id,
      name: row.name,
      depth,
      persons: persons.filter((one) => one.departmentId === row.id).length,
      editHref: at('departments', row.id),
    })),
    addresses: addresses.map((one) => ({
      id: one.id,
      kindLabel: ctx.t(`core.address.kind.${one.kind}`),
      text: address.label(one),
      editHref: at('addresses', one.id),
    })),
    accounts: accounts.map((one) => ({
      id: one.id,
      text: formatIban(one.iban),
      line: [one.currency, one.note].filter(Boolean).join(' · '),
      editHref: at('bank-accounts', one.id),
    })),
  }
}

/** Departments below one another, each after the one it belongs to. */
export function departmentTree(
  rows: readonly Department[],
  parentId: number | null = null,
  depth = 0,
): readonly { row: Department; depth: number }[] {
  return rows
    .filter((row) => row.parentId === parentId)
    .flatMap((row) => [{ row, depth }, ...departmentTree(rows, row.id, depth + 1)])
}
