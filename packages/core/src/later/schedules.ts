import { insertMissing } from '../db/bulk.js'
import type { Kernel } from '../host/kernel.js'
import type { Owned } from '../host/registry.js'
import type { Schedule } from '../plugin/schedules.js'
import { localDateTime } from '../time/instant.js'
import { claim, conclude, giveBack, type Claimed } from './claim.js'
import { dueTimes } from './due-times.js'
import { inLater, putOff } from './outbox.js'

const TABLE = 'core_schedule_run'

interface Row extends Claimed {
  readonly plugin: string
  readonly name: string
  readonly due: string
}

/**
 * Notes which schedules have become due and runs them. Whichever process notes a due time first, it is run once; after a
 * stop only the newest missed one is, unless the schedule wants each. Answers how many were looked at.
 */
export async function runSchedules(kernel: Kernel, most: number): Promise<number> {
  await noteDue(kernel)
  const rows = await claim<Row>(kernel.db, TABLE, { from: 'waiting', to: 'running', now: kernel.clock.now(), most })
  for (const row of rows) {
    if (kernel.stopping.aborted) await giveBack(kernel.db, TABLE, row, 'waiting')
    else await run(kernel, row)
  }
  return rows.length
}

/** The minute each process looked last; nothing becomes due within one. */
const looked = new WeakMap<Kernel, string>()

async function noteDue(kernel: Kernel): Promise<void> {
  const now = kernel.clock.now()
  const minute = now.slice(0, 16)
  if (looked.get(kernel) === minute) return
  const rows: { plugin: string; name: string; due: string }[] = await kernel
    .db(TABLE)
    .groupBy('plugin', 'name')
    .select('plugin', 'name')
    .max('due as due')
  const last = new Map(rows.map(({ plugin, name, due }) => [`${plugin}:${name}`, due]))
  const noted = kernel.registry.schedules.flatMap((one) =>
    runsOf(kernel, one, last.get(`${one.plugin}:${one.part.name}`), now),
  )

  await insertMissing(kernel.db, TABLE, ['plugin', 'name', 'due'], noted)
  looked.set(kernel, minute)
}

/** A schedule nobody has seen yet is due from now on; what was before its plugin came is not missed. */
function runsOf(kernel: Kernel, { plugin, part }: Owned<Schedule>, last: string | undefined, now: string): object[] {
  const row = { plugin, name: part.name, tries: 0, token: 0, due_at: now, created_at: now }
  if (last === undefined) return [{ ...row, due: localDateTime(now, kernel.zone), state: 'done' }]

  const due = dueTimes(part.when, { last, now, zone: kernel.zone })
  return (part.each ? due : due.slice(-1)).map((time) => ({ ...row, due: time, state: 'waiting' }))
}

async function run(kernel: Kernel, row: Row): Promise<void> {
  try {
    await inLater(kernel, 'schedule', async (ctx) => {
      const found = kernel.registry.schedules.find(
        ({ plugin, part }) => plugin === row.plugin && part.name === row.name,
      )
      // Its plugin gave it up while a run was waiting: there is nothing left to do.
      await found?.part.run(ctx, { due: row.due })
      await conclude(ctx.db, TABLE, row, { state: 'done', done_at: ctx.now(), reason: null })
    })
  } catch (error) {
    await putOff(kernel, TABLE, row, error, { schedule: `${row.plugin}:${row.name}`, due: row.due })
  }
}
