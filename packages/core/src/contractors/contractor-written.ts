import { settleQuiet } from '../cases/services/settle-quiet.js'
import type { Ctx } from '../ctx.js'
import type { Contractor } from './contractor.js'
import { keepPairs } from './duplicates/keep-comparable.js'
import { contractorKindChanged } from './hooks.js'

/** What follows a contractor that was written: the pairs it is found by, and the news of another kind. */
export async function contractorWritten(
  ctx: Ctx,
  { before, after }: { readonly before: Contractor | null; readonly after: Contractor | null },
): Promise<void> {
  await keepPairs(ctx, { before, after })
  if (before === null && after !== null) await settleQuiet(ctx, 'core_contractor', [after.id])
  if (before !== null && after !== null && before.kind !== after.kind)
    await ctx.announce(contractorKindChanged, { contractorId: after.id, kind: after.kind })
}
