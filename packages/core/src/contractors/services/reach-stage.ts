import type { Ctx } from '../../ctx.js'
import { save } from '../../entity/save.js'
import { asSystem } from '../../operators/as-system.js'
import { Contractor, contractor } from '../contractor.js'
import { stages } from '../options.js'

export type Stage = 'acquired' | 'offer' | 'order' | 'fulfilled' | 'after-sales'

/**
 * Moves a contractor on to a stage, never back: what a plugin calls when an offer left or an order came. It follows from
 * what the operator did there, so it takes no right of his to edit contractors.
 */
export async function reachStage(ctx: Ctx, contractorId: number, stage: Stage): Promise<void> {
  // Held until the end: of two orders placed at once neither is told that the other changed its contractor.
  const row = await Contractor.query(ctx.db).findById(contractorId).forUpdate().throwIfNotFound()
  if (placeOf(row.stage) >= placeOf(stage)) return

  await save(asSystem(ctx), contractor, contractorId, { version: row.version, stage })
}

function placeOf(stage: string | null): number {
  return stages.findIndex(({ key }) => key === stage)
}
