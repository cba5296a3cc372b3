import { addIndex, removeIndex } from '../db/indexes.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_case'
const ADDED = {
  core_case_open: ['closed_at', 'created_at', 'id'],
  core_case_open_of: ['owner_id', 'closed_at', 'created_at', 'id'],
} as const
/** What others begin with now. Left there, MariaDB would rather intersect two of these than read one in its order. */
const REPLACED = {
  core_case_owner_id_index: ['owner_id'],
} as const

/** Open cases, all and of one owner, the newest at one end: found without a look at those that were closed. */
export const caseOpen: Migration = {
  name: '0211-case-open',
  async up(db) {
    for (const [index, columns] of Object.entries(ADDED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(REPLACED)) await removeIndex(db, TABLE, index)
  },
  async down(db) {
    for (const [index, columns] of Object.entries(REPLACED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(ADDED)) await removeIndex(db, TABLE, index)
  },
}
