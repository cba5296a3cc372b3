import { setTimeout as sleep } from 'node:timers/promises'
import type { Kernel } from '../host/kernel.js'
import type { ErrandAnswer, ErrandTools } from '../plugin/errands.js'
import { errandWaitAfter } from './backoff.js'
import { LeaseLost, type Claimed } from './claim.js'
import type { ErrandNotes, Outcome } from './errand-notes.js'
import { reasonOf } from './outbox.js'

/** Milliseconds an errand may take; a little less than its lease, so that it ends before it is taken over. */
const LONGEST_MS = 100_000
/** A handing over this old is written anew when it is said again: most of its lease is left for what follows. */
const RENEWED_MS = 20_000

export interface ErrandRow extends Claimed {
  readonly errand: string
  readonly payload: string
}

/**
 * Does one errand and writes down what became of it; `answered` is called in between. Never fails: what goes wrong is its
 * outcome, or is logged.
 */
export async function doErrand(
  kernel: Kernel,
  notes: ErrandNotes,
  row: ErrandRow,
  answered: () => void,
): Promise<void> {
  const about = { errand: row.errand, errandId: row.id, attempt: row.tries }
  try {
    const answer = await answerOf(kernel, notes, row, about).finally(answered)
    await write(notes, row, outcomeOf(row, answer))
  } catch (error) {
    kernel.log.error({ err: error, ...about }, 'what became of an errand could not be written')
  }
}

/** What the world answered. Throws LeaseLost when another worker has taken the errand over. */
async function answerOf(kernel: Kernel, notes: ErrandNotes, row: ErrandRow, about: object): Promise<ErrandAnswer> {
  let handing = false
  let noted: Promise<void> | undefined
  let notedAt = 0
  let signal: AbortSignal | undefined
  const tools: ErrandTools = {
    errandId: row.id,
    attempt: row.tries,
    world: kernel.world,
    // A timer is dear, and most errands never ask.
    get signal() {
      return (signal ??= AbortSignal.any([AbortSignal.timeout(LONGEST_MS), kernel.stopping]))
    },
    log: {
      info: (more, text) => kernel.log.info({ ...about, ...more }, text),
      warn: (more, text) => kernel.log.warn({ ...about, ...more }, text),
    },
    async handingOver() {
      if (!noted || performance.now() - notedAt > RENEWED_MS) {
        notedAt = performance.now()
        noted = notes.handingOver(row)
      }
      await noted
      handing = true
    },
  }

  try {
    const errand = kernel.registry.errands.get(row.errand)?.part
    if (!errand) throw new Error(`no plugin declares the errand ${row.errand} any more`)
    let answer: ErrandAnswer
    try {
      answer = await errand.go(tools, JSON.parse(row.payload))
    } finally {
      // The world may fall silent while that is being written; what became of the errand is written after it.
      await noted
    }
    return certain(answer, handing)
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    kernel.log.error({ err: error, ...about }, 'errand failed')
    return { state: handing ? 'uncertain' : 'refused', reason: reasonOf(error) }
  }
}

/** What was never handed over cannot be uncertain. */
function certain(answer: ErrandAnswer, handing: boolean): ErrandAnswer {
  return answer.state === 'uncertain' && !handing ? { state: 'refused', reason: answer.reason } : answer
}

/** The world has answered and cannot be asked again: the outcome is written whatever it costs, or it is lost with the lease. */
async function write(notes: ErrandNotes, row: ErrandRow, outcome: Outcome): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await notes.outcome(row, outcome)
    } catch (error) {
      if (error instanceof LeaseLost || attempt === 5) throw error
      await sleep(100 * attempt)
    }
  }
}

function outcomeOf({ tries }: ErrandRow, answer: ErrandAnswer): Outcome {
  const { state } = answer
  if (state === 'done') {
    const reason = answer.remark?.slice(0, 1000) ?? null
    return { state, reason, answer: JSON.stringify(answer.answer ?? null), wait: null }
  }
  const reason = answer.reason.slice(0, 1000)
  if (state === 'uncertain') return { state, reason, answer: null, wait: null }

  const wait = answer.permanent ? null : errandWaitAfter(tries)
  return { state: wait === null ? 'failed' : 'pending', reason, answer: null, wait }
}
