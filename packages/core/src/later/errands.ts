import type { Kernel } from '../host/kernel.js'
import { claim, databaseNow } from './claim.js'
import { doErrand, type ErrandRow } from './do-errand.js'
import { errandNotes, ERRANDS } from './errand-notes.js'
import { sleeper, type Sleeper } from './sleeper.js'
import { tellOutcomes } from './tell.js'

/** Errands under way at once in one process, and how few of them may be left before more are claimed. */
const MOST = 64
const FEW = 32
/** Outcomes told in one go, while others are under way. */
const TOLD_TOGETHER = 64
const TOLD_AT_MOST = 100
/** Milliseconds between looks for more, when all that are under way take long. */
const PAUSE = 1_000
/** The same after a look that found fewer than it might. */
const SHORT_PAUSE = 50

/**
 * Runs errands that are due, some side by side, and others as these end, until none is due; then tells what became of
 * them. One that takes long holds up no other. Answers how many pieces of work there were.
 */
export async function runErrands(kernel: Kernel, { rest, rouse }: Sleeper = sleeper()): Promise<number> {
  let looked = await giveUpLost(kernel)
  const errands = underWay(kernel, rouse)
  // Every end of one may mean that there are more, but a look that found fewer than it might is not repeated at once.
  let [wanted, notBefore] = [true, 0]
  try {
    for (;;) {
      const room = MOST - errands.out()
      if (wanted && room >= MOST - FEW && performance.now() >= notBefore && !kernel.stopping.aborted) {
        const rows = await due(kernel, room)
        wanted = rows.length === room
        if (!wanted) notBefore = performance.now() + SHORT_PAUSE
        looked += rows.length
        rows.forEach(errands.start)
      }
      if (errands.left() === 0) return looked + (await tellOutcomes(kernel, TOLD_AT_MOST))
      const roused = await rest(wanted ? Math.max(notBefore - performance.now(), 0) || PAUSE : PAUSE)
      wanted = true
      if (errands.ended() >= (roused ? TOLD_TOGETHER : 1)) {
        errands.forget()
        await tellOutcomes(kernel, TOLD_AT_MOST)
      }
    }
  } finally {
    // When a look fails, what had begun still ends.
    await errands.allEnded()
  }
}

function due({ db, clock }: Kernel, most: number): Promise<ErrandRow[]> {
  return claim<ErrandRow>(db, ERRANDS, { from: 'pending', to: 'claimed', now: clock.now(), most })
}

/** The errands that have begun: out in the world, then being written down, then ended. `changed` says when one moves on. */
function underWay(kernel: Kernel, changed: () => void) {
  const notes = errandNotes(kernel)
  const begun = new Set<Promise<void>>()
  let [out, ended] = [0, 0]

  return {
    start(row: ErrandRow) {
      out += 1
      const one = doErrand(kernel, notes, row, () => {
        out -= 1
        changed()
      }).finally(() => {
        begun.delete(one)
        ended += 1
        changed()
      })
      begun.add(one)
    },
    /** Not answered yet. */
    out: () => out,
    /** Not written down yet. */
    left: () => begun.size,
    /** Written down since `forget`. */
    ended: () => ended,
    forget: () => void (ended = 0),
    allEnded: () => Promise.all(begun),
  }
}

/** A worker that fell silent while handing over: it may have happened, so a person has to say (reliability §5). */
async function giveUpLost({ db, clock }: Kernel): Promise<number> {
  const silent = { state: 'handing-over' }
  const lost: number[] = await db(ERRANDS)
    .where(silent)
    .andWhere('lease_until', '<', db.raw(databaseNow(db)))
    .pluck('id')
  if (lost.length === 0) return 0

  const now = clock.now()
  return db(ERRANDS)
    .whereIn('id', lost)
    .andWhere(silent)
    .andWhere('lease_until', '<', db.raw(databaseNow(db)))
    .update({
      state: 'uncertain',
      reason: 'the process ended while handing over',
      owes_told: 1,
      due_at: now,
      ended_at: now,
      token: db.raw('token + 1'),
      lease_until: null,
    })
}
