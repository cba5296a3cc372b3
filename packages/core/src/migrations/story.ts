import type { Migration } from '../plugin/migrations.js'
import { eventTypeFieldTable } from './0480-event-type-field.js'
import { eventTypeDirection } from './0481-event-type-direction.js'
import { firstDirections } from './0482-first-directions.js'
import { erasedAt } from './0483-erased-at.js'
import { auditDigest } from './0484-audit-digest.js'
import { sealsOverDigests } from './0485-seals-over-digests.js'
import { paperOf, paperOfSource } from './0486-paper-of.js'
import { draftTable } from './0490-draft.js'

/** 0480–0499: what events must have, and what stories, drafts and persons' data need. */
export const storyMigrations: readonly Migration[] = [
  eventTypeFieldTable,
  eventTypeDirection,
  firstDirections,
  erasedAt,
  auditDigest,
  sealsOverDigests,
  paperOf,
  paperOfSource,
  draftTable,
]
