import type { Ctx } from '../../ctx.js'
import { labelsOf } from '../../entity/labels.js'
import { seen } from '../../entity/seen.js'
import { may } from '../../permissions.js'
import { contractor } from '../contractor.js'
import type { Department } from '../parts/department.js'
import { person, type Person } from '../parts/person.js'
import { departmentTree } from './contractor-parts.js'
import type { PerspectiveRows } from './perspective-rows.js'

interface Asked {
  /** Id of a department, `none` for persons without one; everybody unless said. */
  readonly department?: string | undefined
  readonly mayEdit: boolean
}

/** The tab „Działy i osoby”: the tree, and the persons of the chosen branch with where they came from and went. */
export async function peopleOf(
  ctx: Ctx,
  contractorId: number,
  { departments, persons }: Pick<PerspectiveRows, 'departments' | 'persons'>,
  { department, mayEdit }: Asked,
) {
  const base = `/contractors/${contractorId}`
  const chosen = departments.find(({ id }) => String(id) === department)
  const within = chosen ? new Set([chosen.id, ...below(departments, chosen.id)]) : null
  const shown = persons.filter(({ departmentId }) =>
    department === 'none' ? departmentId === null : within === null || within.has(departmentId ?? 0),
  )
  const mayErase = mayEdit && ctx.can(may.erasePersons)
  const elsewhere = await otherRows(ctx, shown)
  const today = ctx.today()
  const views = shown.map((one) => ({
    id: one.id,
    name: `${one.firstName} ${one.lastName}`,
    line: [one.position, departments.find(({ id }) => id === one.departmentId)?.name].filter(Boolean).join(' · '),
    from: one.fromDay,
    to: one.toDay,
    call: one.phone ? `tel:${one.phone}` : null,
    mail: one.email ? `mailto:${one.email}` : null,
    editHref: mayEdit ? `${base}/persons/${one.id}/edit` : null,
    privacyHref: mayErase ? `/persons/${one.id}/personal-data` : null,
    moveHref: mayEdit && one.toDay === null ? `${base}/persons/${one.id}/moves/new` : null,
    before: elsewhere.before(one),
    after: elsewhere.after(one),
    former: one.toDay !== null && one.toDay < today,
  }))
  const count = (wanted: (one: Person) => boolean) =>
    persons.filter((one) => wanted(one) && !(one.toDay !== null && one.toDay < today)).length

  return {
    all: { href: `${base}/people`, current: department === undefined, count: count(() => true) },
    none: {
      href: `${base}/people?department=none`,
      current: department === 'none',
      count: count((one) => one.departmentId === null),
    },
    tree: departmentTree(departments).map(({ row, depth }) => ({
      name: row.name,
      depth,
      href: `${base}/people?department=${row.id}`,
      current: row.id === chosen?.id,
      count: count((one) => one.departmentId === row.id),
      editHref: mayEdit ? `${base}/departments/${row.id}/edit` : null,
    })),
    persons: views.filter(({ former }) => !former),
    formerPersons: views.filter(({ former }) => former),
  }
}

function below(departments: readonly Department[], id: number): readonly number[] {
  const children = departments.filter(({ parentId }) => parentId === id)
  return children.flatMap((child) => [child.id, ...below(departments, child.id)])
}

/** Rows these persons had before and have now elsewhere, as links to the firm; those one may not see are missing. */
async function otherRows(ctx: Ctx, persons: readonly Person[]) {
  const ids = persons.map(({ id }) => id)
  const formers = persons.flatMap(({ formerId }) => (formerId === null ? [] : [formerId]))
  const rows =
    ids.length === 0
      ? []
      : await seen(ctx, person).where((either) => either.whereIn('id', formers).orWhereIn('former_id', ids))
  const firms = await labelsOf(ctx, contractor, [...new Set(rows.map(({ contractorId }) => contractorId))])
  const link = (row: Person | undefined) =>
    row && firms.has(row.contractorId)
      ? { label: firms.get(row.contractorId) ?? '', href: `/contractors/${row.contractorId}/people` }
      : null

  return {
    before: (one: Person) => link(rows.find(({ id }) => id === one.formerId)),
    after: (one: Person) => link(rows.find(({ formerId }) => formerId === one.id)),
  }
}
