import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import { addMinutes } from '../../time/instant.js'
import { IMPORTS } from './import-row.js'

/** Minutes for which an import can be looked at: as long as it can be undone. */
const KEPT = 30 * 24 * 60

/** Forgets imports of long ago, their refused rows and files; what they brought stays. */
export async function sweepImports(ctx: Ctx): Promise<void> {
  await ctx.db(IMPORTS).where('created_at', '<', addMinutes(ctx.now(), -KEPT)).delete()
}

/** Of these files, those that imports still need. */
export async function filesOfImports(ctx: Ctx, { sha256 }: { readonly sha256: readonly string[] }): Promise<string[]> {
  const used: string[] = []
  for (const part of inParts(sha256)) {
    const rows: { sha256: string; staged: string | null }[] = await ctx
      .db(IMPORTS)
      .whereIn('sha256', part)
      .orWhereIn('staged', part)
      .select('sha256', 'staged')
    used.push(...rows.flatMap(({ sha256, staged }) => [sha256, ...(staged === null ? [] : [staged])]))
  }
  return used
}
