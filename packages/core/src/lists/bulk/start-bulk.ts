import type { Ctx } from '../../ctx.js'
import { openChangeSet, withinChangeSet } from '../../entity/change-set.js'
import { startJob } from '../../jobs/start-job.js'
import { may } from '../../permissions.js'
import type { BulkAction, List } from '../../plugin/lists.js'
import { notFound, Refusal } from '../../plugin/refusal.js'
import type { Door } from '../read-value.js'
import { actionsOf, type NamedAction } from './actions.js'
import { bulkJob } from './bulk-job.js'
import { ROWS, RUNS } from './bulk-run.js'
import { fixRows, type On } from './fix-rows.js'
import { judgeValues } from './judge-values.js'
import { runRows } from './run-rows.js'

/** So many records are changed in the request itself (spec-core §7). */
const AT_ONCE = 200

export interface BulkGiven {
  /** Id of the entity. */
  readonly entity: string
  readonly action: string
  readonly on: On
  readonly values?: Readonly<Record<string, unknown>>
}

export interface BulkBegun {
  readonly id: number
  /** The job that does it, when there are more records than a request may hold up. */
  readonly jobId: number | null
  readonly changeSetId: number
}

/**
 * Changes many records of a list: up to 200 now, more as a job. Each record is asked for its own right and its own rules;
 * all that changes is one change set. 403 without `core.run-bulk-changes` or the action's right, 404 for a list or an
 * action there is not, 400 and 422 as `fixRows` and for values that are wrong for every record.
 */
export async function startBulk(
  ctx: Ctx,
  { entity, action: key, on, values = {} }: BulkGiven,
  door: Door,
): Promise<BulkBegun> {
  ctx.must(may.runBulkChanges)
  const list = bulkList(ctx, entity)
  const { action, label } = actionOf(ctx, list, key)
  if ((on.ids === undefined) === (on.filter === undefined))
    throw new Refusal('core.malformed', { status: 400, fields: [{ path: 'on', code: 'core.bulk-ids-or-filter' }] })
  const given = await judgeValues(ctx, list, action, values, door)

  const [made] = await ctx.db(RUNS).insert({
    list: list.id,
    action: key,
    label: label.slice(0, 300),
    given: JSON.stringify(given),
    state: 'running',
    total: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    operator_id: ctx.operator?.id ?? 0,
    created_at: ctx.now(),
  })
  const id = Number(made)
  const total = await fixRows(ctx, id, list, on, door)
  const named = `${label} (${total})`
  const changeSetId = await openChangeSet(ctx, { kind: 'bulk', label: named, entity })
  const begun = { total, label: named.slice(0, 300), change_set_id: changeSetId }
  if (total > AT_ONCE) {
    const jobId = await startJob(ctx, bulkJob, { bulkRunId: id }, { label: named, changeSet: changeSetId, total })
    await ctx
      .db(RUNS)
      .where({ id })
      .update({ ...begun, job_run_id: jobId })
    return { id, jobId, changeSetId }
  }
  await ctx.db(RUNS).where({ id }).update(begun)
  await runNow(ctx, { id, action, given, changeSetId })
  return { id, jobId: null, changeSetId }
}

/** The list of an entity whose records can be changed many at once. 404 when there is none. */
export function bulkList({ registry }: Ctx, entity: string): List {
  const found = registry.plugins.flatMap(({ lists = [] }) => lists).find(({ of, bulk }) => of.id === entity && bulk)
  if (!found) throw notFound()
  return found
}

/** An action of a list by its key. 404 when there is none, or none for the asking one. */
export function actionOf(ctx: Ctx, list: List, key: string): NamedAction {
  const found = actionsOf(ctx, list).find(({ action }) => action.key === key)
  if (found) return found
  const declared = list.bulk?.find((action) => action.key === key)
  if (declared) ctx.must(declared.permission)
  throw notFound()
}

interface Now {
  readonly id: number
  readonly action: BulkAction
  readonly given: Readonly<Record<string, unknown>>
  readonly changeSetId: number
}

async function runNow(ctx: Ctx, { id, action, given, changeSetId }: Now): Promise<void> {
  const records: number[] = await ctx.db(ROWS).where({ run_id: id }).orderBy('record').pluck('record')
  await withinChangeSet({ ...ctx, origin: 'bulk' }, changeSetId, (inside) =>
    runRows(inside, id, action, given, records),
  )
  await ctx.db(RUNS).where({ id }).update({ state: 'done', ended_at: ctx.now() })
}
