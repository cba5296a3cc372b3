import type { Ctx } from '../../ctx.js'
import { raise } from '../../entity/revision.js'

/** After a change of the set of plugins: nothing that is kept in memory anywhere is current. */
export async function raiseAll(ctx: Ctx): Promise<void> {
  for (const name of ['access', 'attributes', 'settings', 'event-types'] as const) await raise(ctx, name)
}
