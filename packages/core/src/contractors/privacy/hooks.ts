import { Type } from '@sinclair/typebox'
import { announcement, gathering } from '../../plugin/hooks.js'

/** Whose data it is: an individual, or somebody who works for a company. */
export interface Subject {
  readonly entity: 'core.contractor' | 'core.person'
  readonly id: number
}

/** Something a plugin holds about a person that no entity's description names. */
export interface PersonalFact {
  /** What it belongs to, translated: „Zgody marketingowe”. */
  readonly heading: string
  readonly label: string
  readonly value: string
}

/** A reason of the law to keep what names a person. */
export interface LegalHold {
  /** What is kept, translated: „Faktury: 3”. */
  readonly label: string
  /** Why, translated. */
  readonly reason: string
  /** The last local day it must be kept; null when the law names none. */
  readonly until: string | null
  readonly href?: string
}

const id = Type.Integer({ minimum: 1 })

/** Everything else held about a person, for the report he has a right to. What entities describe is found without it. */
export const personalData = gathering<PersonalFact, Subject>('core.personal-data')

/** What must stay although a person's data are erased, and why: frozen copies in documents. Asked before and after. */
export const legalHolds = gathering<LegalHold, Subject>('core.legal-holds')

/**
 * A person's data were erased: an individual (`contractorId` alone) or somebody at a company (`personId` too). Erase what
 * is kept beside them without a description. It cannot be undone.
 */
export const contractorErased = announcement(
  'core.contractor-erased',
  Type.Object({ contractorId: id, personId: Type.Union([id, Type.Null()]) }),
)
