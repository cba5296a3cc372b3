import { addIndex, removeIndex } from '../db/indexes.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_event'
const ADDED = {
  core_event_due_performer: ['performer_id', 'state', 'deadline', 'at', 'id'],
  core_event_due_owner: ['owner_id', 'performer_id', 'state', 'deadline', 'at', 'id'],
  core_event_day_owner: ['owner_id', 'performer_id', 'state', 'at', 'id'],
} as const
/** What others begin with now. Left there, MariaDB would rather intersect two of these than read one in its order. */
const REPLACED = {
  core_event_owner_id_index: ['owner_id'],
  core_event_performer_id_index: ['performer_id'],
} as const

/**
 * What somebody is to do, by its deadline and by its day. An event is its performer's, and its owner's only while nobody
 * performs it, so the indexes of owners know both; what a performer has on a day, `core_event_by_performer` has already.
 */
export const eventDue: Migration = {
  name: '0222-event-due',
  async up(db) {
    for (const [index, columns] of Object.entries(ADDED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(REPLACED)) await removeIndex(db, TABLE, index)
  },
  async down(db) {
    for (const [index, columns] of Object.entries(REPLACED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(ADDED)) await removeIndex(db, TABLE, index)
  },
}
