import { createCtx } from '../host/create-ctx.js'
import { againOnCollision } from '../db/again.js'
import { writing } from '../db/writing.js'
import type { Kernel } from '../host/kernel.js'
import { waitAfter } from './backoff.js'
import { claim, conclude, giveBack, LeaseLost, type Claimed } from './claim.js'
import { later } from './clock.js'

const TABLE = 'core_outbox'

interface Row extends Claimed {
  readonly hook: string
  readonly plugin: string
  readonly listener: string
  readonly payload: string
}

/** Delivers announcements that are due, each listener on its own. Answers how many were looked at. */
export async function deliverOutbox(kernel: Kernel, most: number): Promise<number> {
  const rows = await claim<Row>(kernel.db, TABLE, { from: 'waiting', to: 'running', now: kernel.clock.now(), most })
  for (const row of rows) {
    if (kernel.stopping.aborted) await giveBack(kernel.db, TABLE, row, 'waiting')
    else await deliver(kernel, row)
  }
  return rows.length
}

/** One run of a listener is one transaction, together with the note that it is done; what it makes ready comes before. */
async function deliver(kernel: Kernel, row: Row): Promise<void> {
  try {
    const found = kernel.registry.listener(row.plugin, row.listener)
    if (!found) throw new Error(`plugin ${row.plugin} has no listener ${row.listener} any more`)
    const { run, ready } = found.part
    const payload = JSON.parse(row.payload) as never
    const made = await ready?.(createCtx(kernel, { db: kernel.db, origin: 'listener', system: true }), payload)
    await inLater(kernel, 'listener', async (ctx) => {
      await run(ctx, payload, made as never)
      await conclude(ctx.db, TABLE, row, { state: 'done', done_at: ctx.now(), reason: null })
    })
  } catch (error) {
    await putOff(kernel, TABLE, row, error, { listener: `${row.plugin}:${row.listener}`, hook: row.hook })
  }
}

/**
 * A transaction of later work, with rights to everything, since nobody asked for it by hand. Done again from its start
 * when the databases' own collisions end it.
 */
export async function inLater(
  kernel: Kernel,
  origin: 'listener' | 'schedule' | 'errand',
  work: (ctx: ReturnType<typeof createCtx>) => Promise<void>,
): Promise<void> {
  let queued = false
  await againOnCollision(() =>
    writing(kernel.db, (db) => work(createCtx(kernel, { db, origin, system: true, queued: () => (queued = true) }))),
  )
  if (queued) kernel.kick()
}

/** After a failure: due again later, or stopped for a person after the last try. A lost lease is another worker's now. */
export async function putOff(
  kernel: Kernel,
  table: string,
  row: Claimed,
  error: unknown,
  about: object,
): Promise<void> {
  kernel.log.error({ err: error, id: row.id, tries: row.tries, ...about }, 'later work failed')
  if (error instanceof LeaseLost) return
  const wait = waitAfter(row.tries)
  const reason = reasonOf(error)
  // Of what is stopped, `due_at` says since when.
  const due = later(kernel.clock.now(), wait ?? 0)
  const values = { state: wait === null ? 'stopped' : 'waiting', due_at: due, reason }
  await kernel
    .db(table)
    .where({ id: row.id, token: row.token })
    .update({ lease_until: null, ...values })
}

/** What is kept of a failure, for those who may read logs; at most 1000 signs. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1000)
}
