import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { withinChangeSet } from '../../entity/change-set.js'
import { recordId } from '../../http/params.js'
import { job } from '../../plugin/jobs.js'
import { Refusal } from '../../plugin/refusal.js'
import { indexTogether } from '../../search/index-together.js'
import { listOf } from '../views/write-views.js'
import { actionsOf } from './actions.js'
import { ROWS, RUNS, type BulkRow } from './bulk-run.js'
import { runRows } from './run-rows.js'

/** Records changed in one transaction (spec-core §7). */
const AT_ONCE = 500

/** A bulk change of more records than a request may hold up. */
export const bulkJob = job('core.bulk', {
  payload: Type.Object({ bulkRunId: recordId }),
  origin: 'bulk',
  async step(ctx, { payload: { bulkRunId }, at, done }) {
    const run: BulkRow = await ctx.db(RUNS).where({ id: bulkRunId }).first()
    const found = actionsOf(ctx, listOf(ctx, run.list)).find(({ action }) => action.key === run.action)
    // The right to it, or to bulk changes at all, was taken away meanwhile.
    if (!found) throw new Refusal('core.bulk-not-permitted')

    const records: number[] = await ctx
      .db(ROWS)
      .where({ run_id: bulkRunId })
      .andWhere('record', '>', Number(at ?? 0))
      .orderBy('record')
      .limit(AT_ONCE)
      .pluck('record')
    const values = JSON.parse(run.given) as Readonly<Record<string, unknown>>
    await withinChangeSet(ctx, run.change_set_id ?? 0, (inside) =>
      indexTogether(inside, () => runRows(inside, bulkRunId, found.action, values, records)),
    )
    const whole = { at: records.at(-1) ?? at, done: done + records.length, total: run.total }
    return records.length < AT_ONCE ? { ...whole, finished: { bulkRunId, ...(await cameTo(ctx, bulkRunId)) } } : whole
  },
  async ended(ctx, { payload: { bulkRunId }, state }) {
    await ctx.db(ROWS).where({ run_id: bulkRunId }).whereNull('reason').delete()
    await ctx.db(RUNS).where({ id: bulkRunId }).update({ state, ended_at: ctx.now() })
  },
  tell: (ctx, { result }) => ({
    text: ctx.t('core.bulk.came-to', numbersOf(result)),
    href: `/bulk-runs/${String((result as { bulkRunId?: unknown }).bulkRunId)}`,
    label: ctx.t('core.bulk.result'),
  }),
})

async function cameTo(ctx: Ctx, id: number): Promise<object> {
  return ctx.db(RUNS).where({ id }).first('changed', 'unchanged', 'refused')
}

function numbersOf(result: object): { changed: number; unchanged: number; refused: number } {
  const { changed, unchanged, refused } = result as Record<string, unknown>
  return { changed: Number(changed ?? 0), unchanged: Number(unchanged ?? 0), refused: Number(refused ?? 0) }
}
