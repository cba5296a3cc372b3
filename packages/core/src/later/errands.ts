import { setTimeout as sleep } from 'node:timers/promises'
import { writing } from '../db/writing.js'
import type { Kernel } from '../host/kernel.js'
import type { ErrandAnswer, ErrandTools } from '../plugin/errands.js'
import { errandWaitAfter } from './backoff.js'
import { claim, databaseNow, LeaseLost, type Claimed } from './claim.js'
import { later } from './clock.js'
import { reasonOf } from './outbox.js'

export const ERRANDS = 'core_errand'
/** Milliseconds an errand may take; a little less than its lease, so that it ends before it is taken over. */
const LONGEST_MS = 100_000

export interface ErrandRow extends Claimed {
  readonly errand: string
  readonly payload: string
}

/** Runs errands that are due, side by side. Answers how many were looked at. */
export async function runErrands(kernel: Kernel, most: number): Promise<number> {
  const lost = await giveUpLost(kernel)
  const rows = await claim<ErrandRow>(kernel.db, ERRANDS, {
    from: 'pending',
    to: 'claimed',
    now: kernel.clock.now(),
    most,
  })
  await Promise.all(rows.map((row) => run(kernel, row)))
  return rows.length + lost
}

/** A worker that fell silent while handing over: it may have happened, so a person has to say (reliability §5). */
async function giveUpLost(kernel: Kernel): Promise<number> {
  const now = kernel.clock.now()
  return writing(kernel.db, async (db) => {
    const lost: { id: number; token: number }[] = await db(ERRANDS)
      .where({ state: 'handing-over' })
      .andWhere('lease_until', '<', db.raw(databaseNow(db)))
      .select('id', 'token')
    for (const { id, token } of lost) {
      const outcome = {
        state: 'uncertain',
        reason: 'the process ended while handing over',
        owes_told: 1,
        due_at: now,
        ended_at: now,
      }
      await db(ERRANDS)
        .where({ id, token, state: 'handing-over' })
        .update({ ...outcome, token: token + 1, lease_until: null })
    }
    return lost.length
  })
}

async function run(kernel: Kernel, row: ErrandRow): Promise<void> {
  const errand = kernel.registry.errands.get(row.errand)?.part
  const about = { errand: row.errand, errandId: row.id, attempt: row.tries }
  let handing = false
  const tools: ErrandTools = {
    errandId: row.id,
    attempt: row.tries,
    world: kernel.world,
    signal: AbortSignal.any([AbortSignal.timeout(LONGEST_MS), kernel.stopping]),
    log: {
      info: (more, text) => kernel.log.info({ ...about, ...more }, text),
      warn: (more, text) => kernel.log.warn({ ...about, ...more }, text),
    },
    async handingOver() {
      if (handing) return
      const rows = await kernel
        .db(ERRANDS)
        .where({ id: row.id, token: row.token, state: 'claimed' })
        .update({ state: 'handing-over' })
      if (rows !== 1) throw new LeaseLost(ERRANDS, row.id)
      handing = true
    },
  }

  try {
    if (!errand) throw new Error(`no plugin declares the errand ${row.errand} any more`)
    await write(kernel, row, certain(await errand.go(tools, JSON.parse(row.payload)), handing))
  } catch (error) {
    kernel.log.error({ err: error, ...about }, 'errand failed')
    if (!(error instanceof LeaseLost))
      await write(kernel, row, { state: handing ? 'uncertain' : 'refused', reason: reasonOf(error) })
  }
}

/** What was never handed over cannot be uncertain. */
function certain(answer: ErrandAnswer, handing: boolean): ErrandAnswer {
  return answer.state === 'uncertain' && !handing ? { state: 'refused', reason: answer.reason } : answer
}

/** The world has answered and cannot be asked again: the outcome is written whatever it costs, or it is lost with the lease. */
async function write(kernel: Kernel, row: ErrandRow, answer: ErrandAnswer): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const rows = await kernel
        .db(ERRANDS)
        .where({ id: row.id, token: row.token })
        .update({ lease_until: null, ...outcomeOf(kernel, row, answer) })
      if (rows !== 1)
        kernel.log.error({ errandId: row.id, answer }, 'the lease was lost before the outcome could be written')
      return
    } catch (error) {
      if (attempt === 5) throw error
      await sleep(100 * attempt)
    }
  }
}

function outcomeOf(kernel: Kernel, { tries }: ErrandRow, answer: ErrandAnswer): object {
  const now = kernel.clock.now()
  const ended = { owes_told: 1, due_at: now, ended_at: now }
  if (answer.state === 'done')
    return { ...ended, state: 'done', reason: null, answer: JSON.stringify(answer.answer ?? null) }
  const reason = answer.reason.slice(0, 1000)
  if (answer.state === 'uncertain') return { ...ended, state: 'uncertain', reason }

  const wait = answer.permanent ? null : errandWaitAfter(tries)
  return wait === null ? { ...ended, state: 'failed', reason } : { state: 'pending', reason, due_at: later(now, wait) }
}
