import { contractorRoles } from '../contractors/options.js'
import type { Ctx } from '../ctx.js'
import type { PresentedRef } from '../entity/labels.js'
import { present } from '../entity/present.js'
import { caseEntity } from './case.js'
import type { Case } from './models/case.js'
import { lastEvents, nextEvents } from './event-columns.js'
import { results } from './options.js'

/** A case as it stands in cards and short lists; texts in the reader's language. */
export interface CaseCard {
  readonly id: number
  readonly href: string
  readonly name: string
  readonly no: string
  readonly contractor: PresentedRef
  readonly who: string
  readonly roleLabel: string
  readonly roleHue: string
  readonly open: boolean
  readonly stateLabel: string
  /** UTC instants of the last thing done and of the next to do. */
  readonly last: string | null
  readonly next: string | null
}

/** Cards of cases, in the order of the rows. Rows must come from `seen`. */
export async function caseCards(ctx: Ctx, rows: readonly Case[]): Promise<readonly CaseCard[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const presented = await present(ctx, caseEntity, rows)
  const last = await lastEvents(ctx, ids)
  const next = await nextEvents(ctx, ids)

  return rows.map((row, index) => {
    const refs = presented[index] as unknown as Readonly<Record<'contractor' | 'owner', PresentedRef>>
    const role = contractorRoles.find(({ key }) => key === row.contractorRole)
    const result = results.find(({ key }) => key === row.result)
    return {
      id: row.id,
      href: `/cases/${row.id}`,
      name: row.name,
      no: row.number,
      contractor: refs.contractor,
      who: refs.owner !== null && 'label' in refs.owner ? refs.owner.label : '',
      roleLabel: ctx.t(role?.label ?? 'core.contractor.roles.other'),
      roleHue: role?.hue ?? 'slate',
      open: row.closedAt === null,
      stateLabel: ctx.t(row.closedAt === null ? 'core.case.open' : (result?.label ?? 'core.case.closed')),
      last: last.get(row.id) ?? null,
      next: next.get(row.id) ?? null,
    }
  })
}
