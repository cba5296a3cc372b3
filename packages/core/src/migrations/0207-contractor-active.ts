import { indexSwap } from '../db/indexes.js'

/** Active contractors, all and of one owner, by stage: what the first page counts is read from an index alone. */
export const contractorActive = indexSwap('0207-contractor-active', {
  table: 'core_contractor',
  added: {
    core_contractor_active: ['deactivated_at', 'stage', 'owner_id'],
    core_contractor_active_of: ['owner_id', 'deactivated_at', 'stage'],
  },
  replaced: {
    core_contractor_owner_id_index: ['owner_id'],
  },
})
