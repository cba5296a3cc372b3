import { createCtx } from '../host/create-ctx.js'
import { writing } from '../db/writing.js'
import type { Kernel } from '../host/kernel.js'
import type { ErrandOutcome } from '../plugin/errands.js'
import { waitAfter } from './backoff.js'
import { later } from './clock.js'
import { ERRANDS } from './errands.js'

interface Row {
  readonly id: number
  readonly errand: string
  readonly payload: string
  readonly state: 'done' | 'failed' | 'uncertain'
  readonly answer: string | null
  readonly reason: string | null
  readonly told_tries: number
}

/** Tells plugins the outcomes of their errands, each in a transaction of its own. Answers how many there were. */
export async function tellOutcomes(kernel: Kernel, most: number): Promise<number> {
  const rows: Row[] = await kernel
    .db(ERRANDS)
    .where({ owes_told: 1 })
    .andWhere('due_at', '<=', kernel.clock.now())
    .orderBy('id')
    .limit(most)
    .select('id', 'errand', 'payload', 'state', 'answer', 'reason', 'told_tries')
  for (const row of rows) await tell(kernel, row)
  return rows.length
}

async function tell(kernel: Kernel, row: Row): Promise<void> {
  try {
    await writing(kernel.db, async (db) => {
      // Taken first: a second process waits here, and then finds nothing left to tell.
      const taken = await db(ERRANDS).where({ id: row.id, owes_told: 1, state: row.state }).update({ owes_told: 0 })
      const errand = kernel.registry.errands.get(row.errand)?.part
      if (taken !== 1) return
      if (!errand) throw new Error(`no plugin declares the errand ${row.errand} any more`)
      await errand.told(
        createCtx(kernel, { db, origin: 'errand', system: true }),
        JSON.parse(row.payload),
        outcomeOf(row),
      )
    })
  } catch (error) {
    kernel.log.error(
      { err: error, errand: row.errand, errandId: row.id },
      'the outcome of an errand could not be noted',
    )
    const tries = row.told_tries + 1
    const wait = waitAfter(tries)
    // 2: given up after the last try, at `due_at`; the page of errands shows it, and a person may have it tried again.
    const values = { owes_told: wait === null ? 2 : 1, due_at: later(kernel.clock.now(), wait ?? 0) }
    await kernel
      .db(ERRANDS)
      .where({ id: row.id, owes_told: 1 })
      .update({ told_tries: tries, ...values })
  }
}

function outcomeOf({ id, state, answer, reason }: Row): ErrandOutcome {
  if (state === 'done') return { state, answer: answer === null ? null : JSON.parse(answer), errandId: id }
  return { state, reason: reason ?? '', errandId: id }
}
