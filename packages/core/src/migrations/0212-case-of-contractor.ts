import { indexSwap } from '../db/indexes.js'

/** Cases of one contractor, open ones apart, in the order of their making: without it all open cases were looked through. */
export const caseOfContractor = indexSwap('0212-case-of-contractor', {
  table: 'core_case',
  added: {
    core_case_of_contractor: ['contractor_id', 'closed_at', 'created_at', 'id'],
  },
  replaced: {
    core_case_contractor_id_index: ['contractor_id'],
    core_case_by_contractor: ['contractor_id', 'closed_at'],
  },
})
