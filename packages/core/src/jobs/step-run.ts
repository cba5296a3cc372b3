import { againOnCollision } from '../db/again.js'
import { writing } from '../db/writing.js'
import { createCtx, type CtxGiven } from '../host/create-ctx.js'
import type { Kernel } from '../host/kernel.js'
import { conclude, LeaseLost, leaseEnd } from '../later/claim.js'
import { notify } from '../notifications/notify.js'
import { actingActor, actorById } from '../operators/find-actor.js'
import type { Ctx } from '../ctx.js'
import type { Job, JobEnd, JobStepped } from '../plugin/jobs.js'
import { Refusal } from '../plugin/refusal.js'
import { JOBS, type JobReason, type JobRow } from './job-run.js'
import { jobOver } from './notifications.js'

/** Signs of JSON that are kept of a step's place and of a result. */
const MOST = 20_000

/**
 * One step of a run that this worker holds, in one transaction together with how far it got. Answers whether there is
 * more to do now: not when the run has ended or its turn is over. Throws what the step throws; LeaseLost when another
 * worker has taken the run over.
 */
export async function stepRun(kernel: Kernel, held: JobRow, turnOver: () => boolean): Promise<'running' | 'left'> {
  return inTransaction(kernel, async (ctxOf, db) => {
    const row = await db<JobRow>(JOBS).where({ id: held.id, token: held.token }).first()
    if (!row) throw new LeaseLost(JOBS, held.id)
    const job = jobOf(kernel, row.job)
    const actor = await actorOf(kernel, db, row)
    if (row.cancel_asked_at !== null) {
      await end(ctxOf({ origin: job.origin ?? 'job', operator: actor, system: !actor }), row, 'cancelled', {})
      return 'left'
    }
    if (!actor) throw new Refusal('core.job-operator-gone')

    const ctx = ctxOf({ origin: job.origin ?? 'job', operator: actor })
    const stepped = await job.step(ctx, {
      runId: row.id,
      payload: JSON.parse(row.payload) as never,
      at: row.at === null ? null : (JSON.parse(row.at) as unknown),
      done: row.done,
    })
    if (stepped.finished) {
      await end(ctx, row, 'done', { ...progressOf(row, stepped), at: null, result: kept(row, stepped.finished) })
      return 'left'
    }
    const state = turnOver() ? 'waiting' : 'running'
    await conclude(db, JOBS, row, {
      ...progressOf(row, stepped),
      state,
      at: kept(row, stepped.at),
      tries: 0,
      started_at: row.started_at ?? ctx.now(),
      due_at: ctx.now(),
      lease_until: state === 'running' ? db.raw(leaseEnd(db)) : null,
    })
    await ctx.touch(topicOf(row))
    return state === 'running' ? 'running' : 'left'
  })
}

/** Ends a run that this worker holds without another step. */
export async function endRun(kernel: Kernel, held: JobRow, state: JobEnd, reason: JobReason): Promise<void> {
  await inTransaction(kernel, async (ctxOf, db) => {
    const operator = await actorOf(kernel, db, held)
    const ctx = ctxOf({ origin: jobOf(kernel, held.job, true)?.origin ?? 'job', operator, system: !operator })
    await end(ctx, held, state, { reason: JSON.stringify(reason) })
  })
}

/** Whoever began it, in whose place he sat there and may still sit. */
async function actorOf(kernel: Kernel, db: Ctx['db'], { operator_id: id, sitting_id: sittingId }: JobRow) {
  if (sittingId === null) return actorById(db, kernel.registry, id)
  const { today } = createCtx(kernel, { db, origin: 'job', system: true })
  return actingActor(db, kernel.registry, { id, sittingId, today: today() })
}

/** Whoever looks at the run learns of its steps by this topic. */
const topicOf = ({ id }: JobRow): string => `core.jobs:${id}`

/** Writes the end down, has the job put its own things away, and tells who began it unless he broke it off himself. */
async function end(ctx: Ctx, row: JobRow, state: JobEnd, values: object): Promise<void> {
  const now = ctx.now()
  await conclude(ctx.db, JOBS, row, { started_at: row.started_at ?? now, ...values, state, ended_at: now })
  const job = ctx.registry.jobs.get(row.job)
  await job?.ended?.(ctx, { runId: row.id, payload: JSON.parse(row.payload) as never, state })
  await ctx.touch(topicOf(row))
  if (state === 'cancelled') return
  await notify(ctx, jobOver, {
    subject: `job:${row.id}`,
    to: [row.sitting_id ?? row.operator_id],
    params: { label: row.label, outcome: { text: `core.jobs.state.${state}` } },
    href: `/jobs/${row.id}`,
  })
}

function jobOf(kernel: Kernel, id: string): Job
function jobOf(kernel: Kernel, id: string, orNone: true): Job | undefined
function jobOf({ registry }: Kernel, id: string, orNone = false): Job | undefined {
  const job = registry.jobs.get(id)
  if (!job && !orNone) throw new Refusal('core.job-gone')
  return job
}

function progressOf(row: JobRow, { done, total }: JobStepped): object {
  return { done, total: total ?? row.total }
}

function kept({ job }: JobRow, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = JSON.stringify(value)
  if (text.length > MOST) throw new Error(`the job ${job} answered ${text.length} signs of JSON, not at most ${MOST}`)
  return text
}

type CtxOf = (given: Omit<CtxGiven, 'db'>) => Ctx

async function inTransaction<T>(kernel: Kernel, work: (ctxOf: CtxOf, db: Ctx['db']) => Promise<T>): Promise<T> {
  let queued = false
  const result = await againOnCollision(() =>
    writing(kernel.db, (db) => work((given) => createCtx(kernel, { ...given, db, queued: () => (queued = true) }), db)),
  )
  if (queued) kernel.kick()
  return result
}
