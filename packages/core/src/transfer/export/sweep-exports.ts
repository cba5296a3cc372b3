import type { Ctx } from '../../ctx.js'
import { inParts } from '../../db/bulk.js'
import { JOBS } from '../../jobs/job-run.js'
import { EXPORTS, overBefore, PIECES } from './export-row.js'

/**
 * Forgets files that can be fetched no more, and what runs left behind that nobody goes on with; the sweep of files that
 * nobody needs throws their bytes away.
 */
export async function sweepExports(ctx: Ctx): Promise<void> {
  await ctx.db(EXPORTS).where('ended_at', '<=', overBefore(ctx.now())).delete()
  const underWay = ctx.db(JOBS).whereIn('state', ['waiting', 'running']).where({ job: 'core.export' }).select('id')
  await ctx
    .db(EXPORTS)
    .whereNull('ended_at')
    .where((left) => left.whereNull('job_run_id').orWhereNotIn('job_run_id', underWay))
    .delete()
}

/** Of these files, those that exports still need: whole ones, and the pieces of those that are being written. */
export async function filesOfExports(ctx: Ctx, { sha256 }: { readonly sha256: readonly string[] }): Promise<string[]> {
  const used: string[] = []
  for (const part of inParts(sha256))
    for (const table of [EXPORTS, PIECES])
      used.push(...(await ctx.db(table).whereIn('sha256', part).pluck<string[]>('sha256')))
  return used
}
