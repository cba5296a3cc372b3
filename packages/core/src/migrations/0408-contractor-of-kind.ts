import { indexSwap } from '../db/indexes.js'

/** Contractors of one kind: where there are few persons, or few companies, they are found without reading everybody. */
export const contractorOfKind = indexSwap('0408-contractor-of-kind', {
  table: 'core_contractor',
  added: { core_contractor_of_kind: ['kind', 'id'] },
  replaced: {},
})
