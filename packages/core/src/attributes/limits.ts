import { Refusal } from '../plugin/refusal.js'

/** How much of everything there may be (spec-core §3): types of one entity, items of one value set, archived ones included. */
export const MOST_TYPES = 2000
export const MOST_ITEMS = 5000

/** Refuses `core.limit` when `count` would be beyond `limit`; a program finds the limit beside the code. */
export function refuseBeyond(limit: number, count: number): void {
  if (count > limit) throw new Refusal('core.limit', { params: { limit }, extra: { limit } })
}
