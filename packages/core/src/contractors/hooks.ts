import { Type } from '@sinclair/typebox'
import { announcement, gathering } from '../plugin/hooks.js'
import { slot } from '../plugin/slots.js'

/** A figure on the strip under a contractor's name: points, balance. At most six are shown, in plugin order. */
export interface ContractorFact {
  /** Translated. */
  readonly label: string
  /** As it stands on the page. */
  readonly value: string
  /** One small line below. */
  readonly note?: string
  readonly href?: string
  readonly tone?: 'ok' | 'warn' | 'bad'
}

/** Figures of one contractor for the strip of its page. Answered in one query, and only with what the reader may see. */
export const contractorFacts = gathering<ContractorFact, { contractorId: number }>('core.contractor-facts')

/** Counts in the tabs of a contractor's page, by `<plugin>.<name of the fill>`. For fills that do not count themselves. */
export const contractorCounts = gathering<{ tab: string; count: number }, { contractorId: number }>(
  'core.contractor-counts',
)

const contractorId = Type.Integer({ minimum: 1 })

/**
 * One contractor was merged into another: all references that entities describe point at `keepId` by now, and `takeId` is
 * gone. Join what is kept beside a contractor without a description. Not sent when a merge is undone.
 */
export const contractorMerged = announcement(
  'core.contractor-merged',
  Type.Object({ keepId: contractorId, takeId: contractorId }),
  { label: 'core.announced.contractor-merged' },
)

/** A company became a person or the other way round. Not sent for a new contractor. */
export const contractorKindChanged = announcement(
  'core.contractor-kind-changed',
  Type.Object({ contractorId, kind: Type.Union([Type.Literal('company'), Type.Literal('individual')]) }),
  { label: 'core.announced.contractor-kind-changed' },
)

interface AboutContractor {
  readonly contractor: { readonly id: number }
}

/** Tabs of a contractor's page, after Przegląd, Sprawy, Zdarzenia. */
export const contractorTabs = slot<AboutContractor>('core.contractor.tabs', 'tabs')

/** Cards of the overview, below the timeline. */
export const contractorPanels = slot<AboutContractor>('core.contractor.panels', 'cards')

/** Cards of the right column, below addresses. */
export const contractorSide = slot<AboutContractor>('core.contractor.side', 'cards')

/** Entries of the ⋯ menu beside the name. */
export const contractorActions = slot<AboutContractor>('core.contractor.actions', 'menu')
