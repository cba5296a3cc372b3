import { indexSwap } from '../db/indexes.js'

/** Open cases, all and of one owner, the newest at one end: found without a look at those that were closed. */
export const caseOpen = indexSwap('0211-case-open', {
  table: 'core_case',
  added: {
    core_case_open: ['closed_at', 'created_at', 'id'],
    core_case_open_of: ['owner_id', 'closed_at', 'created_at', 'id'],
  },
  replaced: {
    core_case_owner_id_index: ['owner_id'],
  },
})
