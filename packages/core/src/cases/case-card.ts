import type { Ctx } from '../ctx.js'
import type { DictionaryItem } from '../plugin/fields.js'
import { refsIn, type Labels, type PresentedRef } from '../entity/labels.js'
import { caseEntity } from './case.js'
import type { Case } from './models/case.js'
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

/** References whose labels a card shows. */
export const CASE_REFS = ['contractor', 'owner'] as const

/** UTC instants. */
export interface CaseTimes {
  readonly last_at: string | null
  readonly next_at: string | null
}

interface About {
  readonly labels: ReadonlyMap<string, Labels>
  /** The contractor's role in it; undefined for a key nobody knows any more. */
  readonly role: DictionaryItem | undefined
  /** Nothing for a case without events. */
  readonly times: CaseTimes | undefined
}

/** The card of a case; `labels` hold what it points at. */
export function caseCard(ctx: Ctx, row: Case, { labels, role, times }: About): CaseCard {
  const refs = refsIn(caseEntity, row, CASE_REFS, labels)
  const result = results.find(({ key }) => key === row.result)

  return {
    id: row.id,
    href: `/cases/${row.id}`,
    name: row.name,
    no: row.number,
    contractor: refs.contractor,
    who: refs.owner !== null && 'label' in refs.owner ? refs.owner.label : '',
    roleLabel: role?.label ?? row.contractorRole,
    roleHue: role?.hue ?? 'slate',
    open: row.closedAt === null,
    stateLabel: ctx.t(row.closedAt === null ? 'core.case.open' : (result?.label ?? 'core.case.closed')),
    last: times?.last_at ?? null,
    next: times?.next_at ?? null,
  }
}
