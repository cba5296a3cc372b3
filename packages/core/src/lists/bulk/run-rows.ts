import type { Ctx } from '../../ctx.js'
import { insertMany } from '../../db/bulk.js'
import { inSavepoint } from '../../db/savepoint.js'
import type { BulkAction } from '../../plugin/lists.js'
import { Refusal } from '../../plugin/refusal.js'
import { ROWS, RUNS, type BulkReason } from './bulk-run.js'

/** What some records of a bulk change came to. */
export interface Came {
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

/**
 * Changes records one after the other, each as if alone: what a refused one wrote is taken back, and its reason kept. The
 * rest leaves the table, so what is left of it is still to be done.
 */
export async function runRows(
  ctx: Ctx,
  runId: number,
  { run }: Pick<BulkAction, 'run'>,
  values: Readonly<Record<string, unknown>>,
  records: readonly number[],
): Promise<Came> {
  const refused: { run_id: number; record: number; reason: string }[] = []
  let changed = 0
  for (const record of records) {
    try {
      const outcome = await inSavepoint(ctx.db, () => run(ctx, record, values))
      if (outcome === 'changed') changed += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ run_id: runId, record, reason: reasonOf(error) })
    }
  }
  await ctx
    .db(ROWS)
    .where({ run_id: runId })
    .whereIn('record', [...records])
    .delete()
  await insertMany(ctx.db, ROWS, refused)
  const came = { changed, refused: refused.length, unchanged: records.length - changed - refused.length }
  await ctx
    .db(RUNS)
    .where({ id: runId })
    .update(Object.fromEntries(Object.entries(came).map(([name, n]) => [name, ctx.db.raw('?? + ?', [name, n])])))
  return came
}

/** Signs of a reason that are kept; one that is longer keeps its code. */
const MOST = 2000

function reasonOf({ code, details: { params, fields } }: Refusal): string {
  const reason: BulkReason = { code, ...(params && { params }), ...(fields && { fields }) }
  const text = JSON.stringify(reason)
  return text.length <= MOST ? text : JSON.stringify({ code, params })
}
