import type { QueryBuilder } from 'objection'
import { gathering } from '../plugin/hooks.js'
import type { Case } from './models/case.js'

/** Money of several cases together; those of one label in several currencies stand beside each other. */
export interface CaseSum {
  /** Translated. */
  readonly label: string
  /** Of the smallest unit of the currency: grosze, cents. */
  readonly amountMinor: number
  readonly currency: string
}

/** Which cases: each call is a new subquery of the ids of those the reader may see. */
export interface CasesAsked {
  readonly caseIds: () => QueryBuilder<Case>
}

/**
 * What several cases come to, for whoever gathers cases: what was sold in them, what they cost. Answered in one query, and
 * only with what the reader may see. Asked for one page at a time; not for lists, nor for sets without a bound.
 */
export const caseSums = gathering<CaseSum, CasesAsked>('core.case-sums')
