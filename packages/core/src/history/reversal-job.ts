import { Type } from '@sinclair/typebox'
import type { Ctx } from '../ctx.js'
import { withinChangeSet } from '../entity/change-set.js'
import { recordId } from '../http/params.js'
import { JOBS } from '../jobs/job-run.js'
import { startJob } from '../jobs/start-job.js'
import { job } from '../plugin/jobs.js'
import { Refusal } from '../plugin/refusal.js'
import { findChangeSet, type ChangeSet } from './find-change-set.js'
import { keepLeft, openReversal, openToReverse, reverseChangeSet, type Reversed } from './reverse-change-set.js'
import { walkBack } from './walk-back.js'

/** Entries that are undone while the one who asks waits. */
const AT_ONCE = 200
/** Milliseconds after which a step ends, so that nobody waits long for the database. */
const STEP_MS = 300

const payload = Type.Object({ changeSetId: recordId, reversalId: recordId })

/** The entry before which the next step goes on, and what those after it came to. */
interface Place {
  readonly before: number
  readonly restored: number
  readonly left: number
}

/**
 * Undoes a large change set in steps, each a transaction with how far it got. Broken off, what is undone stays so and can
 * itself be undone, and the set can be undone again: the rest of it is, then.
 */
export const reversalJob = job<typeof payload, Place>('core.reversal', {
  payload,
  async step(ctx, { payload: { changeSetId, reversalId }, at, done }) {
    await findChangeSet(ctx, changeSetId)
    const { restored: before = 0, left: leftBefore = 0 } = at ?? {}
    const walked = await withinChangeSet({ ...ctx, origin: 'reversal' }, reversalId, (inside) =>
      walkBack(inside, changeSetId, { ...(at && { before: at.before }), until: performance.now() + STEP_MS }),
    )
    await keepLeft(ctx, reversalId, walked.left)
    const came = { restored: before + walked.restored, left: leftBefore + walked.left.length }
    const stepped = { done: done + walked.passed }
    if (walked.before !== null) return { ...stepped, at: { before: walked.before, ...came } }
    // Nothing of it could be undone: it is not undone.
    if (came.restored === 0 && came.left > 0) await openAgain(ctx, changeSetId)
    return { ...stepped, at: null, finished: { changeSetId, reversalId, ...came } }
  },
  async ended(ctx, { payload: { changeSetId }, state }) {
    if (state !== 'done') await openAgain(ctx, changeSetId)
  },
  tell(ctx, { result }) {
    const { restored, left, reversalId } = result as { restored: number; left: number; reversalId: number }
    return {
      text: ctx.t('core.undo.came-to', { restored, left }),
      href: `/change-sets/${reversalId}`,
      label: ctx.t('core.undo.details'),
    }
  },
})

/**
 * Undoes a change set: at once when it is small, otherwise as a job. Bulk changes and imports are large, and reversals of
 * them; what was merged or removed as one is put back as one. Throws as `reverseChangeSet`, and `core.undo-under-way` (with
 * `jobId`) while a job still writes or undoes it.
 */
export async function startReversal(ctx: Ctx, id: number): Promise<Reversed | { readonly jobId: number }> {
  const set = await findChangeSet(ctx, id)
  await mustNotBeUnderWay(ctx, set)
  if (!isLong(set)) return reverseChangeSet(ctx, id)

  const open = await openToReverse(ctx, id)
  const reversalId = await openReversal(ctx, open)
  const label = ctx.t('core.undo.label', { label: open.label })
  const given = { changeSetId: id, reversalId }
  return { jobId: await startJob(ctx, reversalJob, given, { label, total: entriesOf(open), changeSet: reversalId }) }
}

async function mustNotBeUnderWay({ db }: Ctx, { id, reversedById }: ChangeSet): Promise<void> {
  const atWork: { id: number } | undefined = await db(JOBS)
    .whereIn('change_set_id', [id, ...(reversedById === null ? [] : [reversedById])])
    .whereIn('state', ['waiting', 'running'])
    .first('id')
  if (atWork) throw new Refusal('core.undo-under-way', { extra: { jobId: atWork.id } })
}

function isLong(set: ChangeSet): boolean {
  return ['bulk', 'import', 'reversal'].includes(set.kind) && entriesOf(set) > AT_ONCE
}

function entriesOf({ created, changed, removed, other }: ChangeSet): number {
  return created + changed + removed + other
}

async function openAgain({ db }: Ctx, id: number): Promise<void> {
  await db('core_change_set').where({ id }).update({ reversed_by_id: null })
}
