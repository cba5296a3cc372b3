import type { Ctx } from '../ctx.js'
import { seen } from '../entity/seen.js'
import { event } from './event.js'

export const OPEN_STATES = ['planned', 'in-progress'] as const

/**
 * Events the asking one has to do: performed by him, or his and performed by nobody. Two queries, as neither database reads
 * an "or" of columns in the order of an index.
 */
export function mineIn(ctx: Ctx, states: readonly string[]) {
  const me = ctx.operator?.id ?? 0
  const within = () => seen(ctx, event).whereIn('state', [...states])
  return [within().where('performer_id', me), within().where('owner_id', me).whereNull('performer_id')]
}

/** Who has to do an event: its performer, else its owner; null for nobody. */
export function doerOf({
  performerId,
  ownerId,
}: {
  performerId: number | null
  ownerId: number | null
}): number | null {
  return performerId ?? ownerId
}
