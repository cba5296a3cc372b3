import { rarePairs } from './rare-pairs.js'
import { letterPairs } from './reduced-name.js'

/** Rows of `core_contractor_pair` for a contractor under this reduced name. */
export function pairRows(
  contractorId: number,
  reduced: string,
): readonly { readonly contractor_id: number; readonly pair: string; readonly size: number }[] {
  const size = letterPairs(reduced).length
  return rarePairs(reduced).map((pair) => ({ contractor_id: contractorId, pair, size }))
}
