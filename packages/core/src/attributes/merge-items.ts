import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { inChangeSet } from '../entity/change-set.js'
import { startJob } from '../jobs/start-job.js'
import { may } from '../permissions.js'
import { job } from '../plugin/jobs.js'
import { refuseFields } from '../plugin/refusal.js'
import { labelIn, type AttributeType } from './attribute-type.js'
import { currentType, findType, itemOf } from './find-type.js'
import { MERGED_AT_ONCE, moveRecords } from './move-records.js'
import { touchType } from './touch-type.js'

export interface Merged {
  readonly type: AttributeType
  /** By which all of it is undone, within thirty days. */
  readonly changeSetId: number
  /** The job that moves the rest of many records; null when all are moved. */
  readonly runId: number | null
}

/**
 * Moves all records of a value to another one of its set; a record that has both keeps one. The value is put away, its key
 * means the other one from now on, in forms that are open and in imports. The first 500 records at once, the rest as a job,
 * all as one change set. 422 for the value itself, one of another set or one that is put away.
 */
export async function mergeAttributeItems(
  ctx: Ctx,
  typeId: number,
  itemId: number,
  { version, into }: { readonly version: number | undefined; readonly into: number },
): Promise<Merged> {
  ctx.must(may.manageAttributes)
  const type = await currentType(ctx, typeId, version)
  const item = itemOf(type, itemId)
  const target = type.items.find(({ id }) => id === into)
  if (!target || target === item || target.archived)
    throw refuseFields([{ path: 'into', code: 'core.value-merged-into-itself' }])

  const [from, to] = [labelIn(item, ctx.locale), labelIn(target, ctx.locale)]
  const label = `${labelIn(type, ctx.locale)}: ${from} → ${to}`
  const about = { kind: 'merge', label, entity: 'core.attribute-type', record: typeId } as const
  const { changeSetId, result } = await inChangeSet(ctx, about, async (inside) => {
    const columns = { archived_at: ctx.now(), merged_into: into }
    await ctx.db('core_attribute_item').where({ id: itemId }).update(columns)
    const changes = [{ field: `items.${item.key}`, before: null, after: target.key }]
    const now = await touchType(inside, type, { action: 'item-merged', changes })
    return { now, moved: await moveRecords(inside, now, { itemId, into }) }
  })
  const left = result.moved === MERGED_AT_ONCE && ctx.operator !== null
  const runId = left ? await startJob(ctx, mergeJob, { typeId, itemId, into }, { label, changeSet: changeSetId }) : null
  return { type: await findType(ctx, result.now.id), changeSetId, runId }
}

const id = Type.Integer({ minimum: 1, maximum: 2 ** 53 - 1 })

const mergePayload = Type.Object({ typeId: id, itemId: id, into: id })

/** The rest of a merge of many records: five hundred a step. */
export const mergeJob = job<typeof mergePayload, number>('core.attribute-merge', {
  payload: mergePayload,
  async step(ctx, { payload: { typeId, itemId, into }, done }) {
    const moved = await moveRecords(ctx, await findType(ctx, typeId), { itemId, into })
    const all = done + moved
    return { at: all, done: all, ...(moved < MERGED_AT_ONCE && { finished: { moved: all } }) }
  },
})
