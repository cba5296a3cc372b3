import { asSystem, contractor, seenOne, type Ctx } from '@berberis/sdk'
import { automaticIds, kindOf, type AutomaticId } from '../automatic.js'

/** The automatic project that a contractor's unassigned cases are in: by his kind as it is now, whoever asks. */
export async function automaticOf(ctx: Ctx, contractorId: number): Promise<AutomaticId> {
  const { kind } = await seenOne(asSystem(ctx), contractor, contractorId)
  return automaticIds.find((key) => kindOf(key) === kind) ?? 'unassigned-companies'
}
