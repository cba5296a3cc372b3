import { indexSwap } from '../db/indexes.js'

/** Contractors of one town and at one stage by name: a list filtered by either walks past its own rows only. */
export const contractorInTown = indexSwap('0208-contractor-in-town', {
  table: 'core_contractor',
  added: {
    core_contractor_in_town: ['city_key', 'display_name_key', 'id'],
    core_contractor_at_stage: ['stage', 'display_name_key', 'id'],
  },
  replaced: {
    core_contractor_by_city: ['city_key', 'id'],
    core_contractor_by_stage: ['stage', 'id'],
  },
})
