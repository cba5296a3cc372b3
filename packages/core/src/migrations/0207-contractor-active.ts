import { addIndex, removeIndex } from '../db/indexes.js'
import type { Migration } from '../plugin/migrations.js'

const TABLE = 'core_contractor'
const ADDED = {
  core_contractor_active: ['deactivated_at', 'stage', 'owner_id'],
  core_contractor_active_of: ['owner_id', 'deactivated_at', 'stage'],
} as const
/** What others begin with now. Left there, MariaDB would rather intersect two of these than read one in its order. */
const REPLACED = {
  core_contractor_owner_id_index: ['owner_id'],
} as const

/** Active contractors, all and of one owner, by stage: what the first page counts is read from an index alone. */
export const contractorActive: Migration = {
  name: '0207-contractor-active',
  async up(db) {
    for (const [index, columns] of Object.entries(ADDED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(REPLACED)) await removeIndex(db, TABLE, index)
  },
  async down(db) {
    for (const [index, columns] of Object.entries(REPLACED)) await addIndex(db, TABLE, index, columns)
    for (const index of Object.keys(ADDED)) await removeIndex(db, TABLE, index)
  },
}
