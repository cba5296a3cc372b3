import type { Ctx } from '../ctx.js'
import type { Kernel } from '../host/kernel.js'
import type { ErrandOutcome } from '../plugin/errands.js'
import { waitAfter } from './backoff.js'
import { unlessTaken } from './claim.js'
import { later } from './clock.js'
import { ERRANDS } from './errand-notes.js'
import { inLater } from './outbox.js'

interface Owed {
  readonly id: number
  readonly told_tries: number
}

interface Row {
  readonly id: number
  readonly errand: string
  readonly payload: string
  readonly state: 'done' | 'failed' | 'uncertain'
  readonly answer: string | null
  readonly reason: string | null
}

/**
 * Tells plugins the outcomes of their errands, many in one transaction; when one of them cannot be noted, each in one of
 * its own. Answers how many there were.
 */
export async function tellOutcomes(kernel: Kernel, most: number): Promise<number> {
  const owed: Owed[] = await kernel
    .db(ERRANDS)
    .where({ owes_told: 1 })
    .andWhere('due_at', '<=', kernel.clock.now())
    .orderBy(['due_at', 'id'])
    .limit(most)
    .select('id', 'told_tries')
  const fresh = owed.filter(({ told_tries }) => told_tries === 0)
  const told = new Set((await toldTogether(kernel, fresh)) ? fresh : [])
  for (const one of owed) if (!told.has(one)) await tellAlone(kernel, one)
  return owed.length
}

/** False when nothing was told, because one of them failed. */
async function toldTogether(kernel: Kernel, owed: readonly Owed[]): Promise<boolean> {
  if (owed.length < 2) return false
  try {
    await inLater(kernel, 'errand', (ctx) => tell(kernel, ctx, owed))
    return true
  } catch (error) {
    kernel.log.warn({ err: error }, 'outcomes of errands are noted one by one, since one of them failed')
    return false
  }
}

async function tellAlone(kernel: Kernel, one: Owed): Promise<void> {
  try {
    await inLater(kernel, 'errand', (ctx) => tell(kernel, ctx, [one]))
  } catch (error) {
    kernel.log.error({ err: error, errandId: one.id }, 'the outcome of an errand could not be noted')
    const tries = one.told_tries + 1
    const wait = waitAfter(tries)
    // 2: given up after the last try, at `due_at`; the page of errands shows it, and a person may have it tried again.
    const values = { owes_told: wait === null ? 2 : 1, due_at: later(kernel.clock.now(), wait ?? 0) }
    await kernel
      .db(ERRANDS)
      .where({ id: one.id, owes_told: 1 })
      .update({ told_tries: tries, ...values })
  }
}

async function tell(kernel: Kernel, ctx: Ctx, owed: readonly Owed[]): Promise<void> {
  const ids = owed.map(({ id }) => id)
  const open = ctx.db(ERRANDS).whereIn('id', ids).andWhere({ owes_told: 1 }).orderBy('id')
  const rows: Row[] = await unlessTaken(ctx.db, open.select('id', 'errand', 'payload', 'state', 'answer', 'reason'))
  const mine = rows.map(({ id }) => id)
  await ctx.db(ERRANDS).whereIn('id', mine).update({ owes_told: 0 })
  for (const row of rows) {
    const errand = kernel.registry.errands.get(row.errand)?.part
    if (!errand) throw new Error(`no plugin declares the errand ${row.errand} any more`)
    await errand.told(ctx, JSON.parse(row.payload), outcomeOf(row))
  }
}

function outcomeOf({ id, state, answer, reason }: Row): ErrandOutcome {
  if (state === 'done') return { state, answer: answer === null ? null : JSON.parse(answer), errandId: id }
  return { state, reason: reason ?? '', errandId: id }
}
