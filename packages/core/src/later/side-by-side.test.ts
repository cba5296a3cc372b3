import { Type } from '@sinclair/typebox'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import { errand, type ErrandAnswer, type ErrandTools } from '../plugin/errands.js'
import { on } from '../plugin/hooks.js'
import { bellHost, rang, system } from './bell.js'
import { claim, type Claimed } from './claim.js'
import { errandNotes, ERRANDS } from './errand-notes.js'
import { startWorker } from './worker.js'

const payload = Type.Object({ n: Type.Integer() })
const ok: ErrandAnswer<string> = { state: 'done', answer: 'ok' }

let scratch: SmallHost | undefined
afterEach(async () => {
  vi.useRealTimers()
  await scratch?.drop()
  scratch = undefined
})

/** A host whose errand does what is given, and tells what it is told. */
async function posting(
  engine: Parameters<typeof bellHost>[0],
  go: (tools: ErrandTools, n: number) => Promise<ErrandAnswer<string>>,
  more: Parameters<typeof bellHost>[1] & { readonly fails?: number } = {},
) {
  const { fails, ...details } = more
  const told: number[] = []
  const post = errand('bell.post', payload, {
    go: (tools, { n }) => go(tools, n),
    told: async (ctx, { n }) => {
      await ctx.db('core_revision').insert({ name: `told ${n}`, n })
      if (n === fails) throw new Error('cannot be noted')
      told.push(n)
    },
  })
  const s = (scratch = await bellHost(engine, { errands: [post], ...details }))
  const send = (...numbers: number[]) =>
    s.host.runInCtx(system, async (ctx) => {
      for (const n of numbers) await ctx.send(post, { n }, { dedupe: `post:${n}` })
    })
  const rows = async (): Promise<{ id: number; state: string; answer: string; owes_told: number }[]> =>
    s.host.kernel.db('core_errand').orderBy('id')
  return { s, send, rows, told }
}

const upTo = (most: number) => Array.from({ length: most }, (_, n) => n)

describe.each(scratchEngines)('errands side by side on %s', (engine) => {
  test('are claimed, noted and told many at a time, each with its own answer', async () => {
    const { s, send, rows, told } = await posting(engine, async (tools, n) => {
      await tools.handingOver()
      return { state: 'done', answer: `mail ${n}` }
    })
    await send(...upTo(60))
    let statements = 0
    s.host.kernel.db.on('query', () => (statements += 1))
    await s.host.drain()

    expect((await rows()).map(({ state, answer }) => `${state} ${answer}`)).toEqual(
      upTo(60).map((n) => `done "mail ${n}"`),
    )
    expect(told.toSorted((a, b) => a - b)).toEqual(upTo(60))
    // Each alone would be claimed, handed over, ended and told: more than 300.
    expect(statements).toBeLessThan(130)
  })

  test('of which one lost its lease go on without it', async () => {
    const gone: number[] = []
    const { s, send, rows } = await posting(engine, async (tools, n) => {
      if (n === 1) await s.host.kernel.db('core_errand').where({ id: tools.errandId }).update({ token: 9 })
      await tools.handingOver()
      gone.push(n)
      return ok
    })
    await send(0, 1, 2)
    await s.host.drain()
    expect(gone.toSorted()).toEqual([0, 2])
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'claimed', 'done'])
  })

  test('that say again that they are handed over have their lease renewed when it is some seconds old', async () => {
    const longAgo = '2000-01-01T00:00:00.000Z'
    const leases: (string | null)[] = []
    const { s, send, rows } = await posting(engine, async (tools) => {
      const mine = () => s.host.kernel.db('core_errand').where({ id: tools.errandId })
      await tools.handingOver()
      await mine().update({ lease_until: longAgo })
      for (const seconds of [1, 30]) {
        vi.advanceTimersByTime(seconds * 1000)
        await tools.handingOver()
        leases.push(...(await mine().pluck('lease_until')))
      }
      return ok
    })
    vi.useFakeTimers({ toFake: ['performance'] })
    await send(0)
    await s.host.drain()
    expect(leases).toEqual([longAgo, expect.stringMatching(/^20[2-9]/)])
    expect((await rows()).map(({ state }) => state)).toEqual(['done'])
  })

  test('that break while their handing over is being written are uncertain, and no note of them is lost', async () => {
    const { s, send, rows } = await posting(engine, async (tools) => {
      void tools.handingOver()
      throw new Error('broken')
    })
    await send(0, 1)
    await s.host.drain()
    expect((await rows()).map(({ state }) => state)).toEqual(['uncertain', 'uncertain'])
  })

  test('whose outcome is written twice, the first answer of the database being lost, are told once', async () => {
    const { s, send, rows, told } = await posting(engine, async () => ok)
    await send(0)
    const { db, clock } = s.host.kernel
    const [row] = await claim<Claimed>(db, ERRANDS, { from: 'pending', to: 'claimed', now: clock.now(), most: 1 })
    if (!row) throw new Error('nothing was claimed')
    const notes = errandNotes(s.host.kernel)
    for (let time = 0; time < 2; time += 1) {
      await notes.outcome(row, { state: 'done', reason: null, answer: '"ok"', wait: null })
      await s.host.drain()
    }
    expect(told).toEqual([0])
    expect((await rows()).map(({ state, owes_told }) => ({ state, owes_told }))).toEqual([
      { state: 'done', owes_told: 0 },
    ])
  })

  test('of which one cannot be noted by its plugin are told all the same, once', async () => {
    const { s, send, rows, told } = await posting(engine, async () => ok, { fails: 1 })
    await send(0, 1, 2)
    await s.host.drain()
    expect((await rows()).map(({ owes_told }) => owes_told)).toEqual([0, 1, 0])
    const kept: string[] = await s.host.kernel.db('core_revision').where('name', 'like', 'told %').pluck('name')
    expect(kept.toSorted()).toEqual(['told 0', 'told 2'])
    expect(told).toContain(2)
  })

  test('of which one takes long hold up neither what is queued later nor announcements', async () => {
    let wake = () => {}
    const heard: number[] = []
    const { s, send, rows } = await posting(
      engine,
      async (_tools, n) => {
        if (n === 0) await new Promise<void>((resolve) => (wake = resolve))
        return ok
      },
      { listeners: [on(rang, 'hears', async (_ctx, { at }) => void heard.push(at))] },
    )
    const worker = startWorker(s.host.kernel)
    const until = async (done: () => Promise<boolean>) => {
      while (!(await done())) {
        worker.kick()
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    await send(0)
    await until(async () => (await rows())[0]?.state === 'claimed')
    await send(1)
    await s.host.runInCtx(system, (ctx) => ctx.announce(rang, { at: 7 }))
    await until(async () => (await rows())[1]?.state === 'done' && heard.length === 1)
    expect((await rows())[0]?.state).toBe('claimed')
    wake()
    await worker.stop()
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'done'])
  })

  test('and a listener that met another writer is run again at once, not in five seconds', async () => {
    let tries = 0
    const s = (scratch = await bellHost(engine, {
      listeners: [
        on(rang, 'collides', async () => {
          tries += 1
          if (tries === 1) throw Object.assign(new Error('deadlock'), { errno: 1213 })
        }),
      ],
    }))
    await s.host.runInCtx(system, (ctx) => ctx.announce(rang, { at: 1 }))
    await s.host.drain()
    expect(tries).toBe(2)
    expect(await s.host.kernel.db('core_outbox')).toMatchObject([{ state: 'done', tries: 1 }])
  })
})
