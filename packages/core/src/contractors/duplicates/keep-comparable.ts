import type { Ctx } from '../../ctx.js'
import { insertMany } from '../../db/bulk.js'
import { pairRows } from './pair-rows.js'
import { reducedName } from './reduced-name.js'

interface Named {
  readonly id: number
  readonly displayName: string
}

/** Keeps the letter pairs a contractor is found by when its name changes; gone with it by the database's own cascade. */
export async function keepPairs(
  ctx: Ctx,
  { before, after }: { readonly before: Named | null; readonly after: Named | null },
): Promise<void> {
  if (after === null || before?.displayName === after.displayName) return
  const table = 'core_contractor_pair'
  if (before !== null) await ctx.db(table).where({ contractor_id: after.id }).delete()
  await insertMany(ctx.db, table, pairRows(after.id, reducedName(after.displayName)))
}

/** A number, account or address changed: the contractor is compared with the others again, soon. */
export async function compareAgain(ctx: Ctx, contractorId: number | undefined): Promise<void> {
  if (contractorId !== undefined)
    await ctx.db('core_contractor').where({ id: contractorId }).update({ compared_at: null })
}
