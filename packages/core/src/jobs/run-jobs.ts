import type { Kernel } from '../host/kernel.js'
import { waitAfter } from '../later/backoff.js'
import { claim, giveBack, LeaseLost } from '../later/claim.js'
import { later } from '../later/clock.js'
import { Refusal } from '../plugin/refusal.js'
import { endRun, stepRun } from './step-run.js'
import { JOBS, type JobReason, type JobRow } from './job-run.js'

/** Milliseconds of steps before another run that waits has its turn. */
const TURN_MS = 2_000

/** Gives the run that has waited longest its turn. Answers how many there were: one or none. */
export async function runJobs(kernel: Kernel): Promise<number> {
  const rows = await claim<JobRow>(kernel.db, JOBS, {
    from: 'waiting',
    to: 'running',
    now: kernel.clock.now(),
    most: 1,
  })
  for (const row of rows) {
    if (kernel.stopping.aborted) await giveBack(kernel.db, JOBS, row, 'waiting')
    else await takeTurn(kernel, row)
  }
  return rows.length
}

/** Steps one after the other until the run ends, its turn is over, or one of them fails. */
async function takeTurn(kernel: Kernel, row: JobRow): Promise<void> {
  const until = performance.now() + TURN_MS
  const turnOver = () => performance.now() >= until || kernel.stopping.aborted
  let tries = row.tries
  try {
    // A run whose worker died every time would be taken over for ever.
    if (waitAfter(tries - 1) === null) return await endRun(kernel, row, 'failed', { code: 'core.job-broken' })
    while ((await stepRun(kernel, row, turnOver)) === 'running') tries = 1
  } catch (error) {
    await afterFailure(kernel, row, tries, error)
  }
}

/** A rule's refusal ends the run; what else goes wrong is tried again, a lost lease is another worker's. */
async function afterFailure(kernel: Kernel, row: JobRow, tries: number, error: unknown): Promise<void> {
  const about = { job: row.job, jobRunId: row.id, tries }
  if (error instanceof LeaseLost) return kernel.log.warn({ err: error, ...about }, 'a job was taken over')
  if (error instanceof Refusal) return endRun(kernel, row, 'failed', reasonOf(error))

  kernel.log.error({ err: error, ...about }, 'a step of a job failed')
  const wait = waitAfter(tries)
  if (wait === null) return endRun(kernel, row, 'failed', { code: 'core.job-broken' })
  await kernel
    .db(JOBS)
    .where({ id: row.id, token: row.token })
    .update({ state: 'waiting', tries, due_at: later(kernel.clock.now(), wait), lease_until: null })
}

function reasonOf({ code, details: { params, fields } }: Refusal): JobReason {
  return { code, ...(params && { params }), ...(fields && { fields }) }
}
