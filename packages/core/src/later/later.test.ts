import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { definePlugin, type PluginDetails } from '../plugin/define-plugin.js'
import { errand, type ErrandAnswer, type ErrandTools } from '../plugin/errands.js'
import { announcement, on } from '../plugin/hooks.js'
import { every } from '../plugin/schedules.js'
import { resolveErrand } from './resolve-errand.js'
import { workRound } from './drain.js'

const MINUTE = 60_000
const rang = announcement('bell.rang', Type.Object({ at: Type.Integer() }))
const payload = Type.Object({ to: Type.String({ maxLength: 40 }) })
const system = { origin: 'console', system: true } as const

/** The package of the plugin under test: nothing but the name of its errand. */
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berberis-bell-'))
  await mkdir(join(folder, 'locales'))
  for (const locale of ['pl', 'en'])
    await writeFile(join(folder, 'locales', `${locale}.json`), '{"errand.bell.post":"Post"}')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const bell = (details: Partial<PluginDetails>) =>
  definePlugin({
    id: 'bell',
    title: 'core.errands',
    from: `${pathToFileURL(folder).href}/`,
    permissions: {},
    hooks: [rang],
    ...details,
  })

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('later work on %s', (engine) => {
  const open = async (details: Partial<PluginDetails>) => (scratch = await smallHost(engine, [bell(details)]))
  const announce = ({ host }: SmallHost, at = 1) => host.runInCtx(system, (ctx) => ctx.announce(rang, { at }))
  const rows = ({ host }: SmallHost, table: string) => host.kernel.db(table).orderBy('id')

  test('an announcement reaches every listener after commit, and one that fails holds up nobody', async () => {
    const heard: string[] = []
    let broken = true
    const s = await open({
      listeners: [
        on(rang, 'broken', async () => {
          if (broken) throw new Error('not now')
          heard.push('broken')
        }),
        on(rang, 'sound', async (_ctx, { at }) => void heard.push(`sound ${at}`)),
      ],
    })
    await announce(s, 7)
    expect(heard).toEqual([])
    await s.host.drain()
    expect(heard).toEqual(['sound 7'])

    broken = false
    s.clock.advance(4_000)
    await s.host.drain()
    expect(heard).toEqual(['sound 7'])
    s.clock.advance(1_000)
    await s.host.drain()
    expect(heard).toEqual(['sound 7', 'broken'])
    expect((await rows(s, 'core_outbox')).map((row) => row.state)).toEqual(['done', 'done'])
  })

  test('what is announced in a transaction that is taken back never happened', async () => {
    const s = await open({ listeners: [on(rang, 'any', async () => {})] })
    const failing = s.host.runInCtx(system, async (ctx) => {
      await ctx.announce(rang, { at: 1 })
      throw new Error('off')
    })
    await expect(failing).rejects.toThrow('off')
    expect(await rows(s, 'core_outbox')).toEqual([])
  })

  test('a listener that writes and then fails leaves nothing behind, and is stopped after twelve tries', async () => {
    const s = await open({
      listeners: [
        on(rang, 'writes', async (ctx) => {
          await ctx.db('core_revision').insert({ name: 'bell', n: 1 })
          throw new Error('half way')
        }),
      ],
    })
    await announce(s)
    for (let hour = 0; hour < 60; hour += 1) {
      await s.host.drain()
      s.clock.advance(60 * MINUTE)
    }
    expect(await s.host.kernel.db('core_revision').where({ name: 'bell' })).toEqual([])
    expect(await rows(s, 'core_outbox')).toMatchObject([{ state: 'stopped', tries: 12, reason: 'Error: half way' }])
  })

  test('two processes that drain at once deliver each announcement once', async () => {
    const heard: number[] = []
    const s = await open({ listeners: [on(rang, 'counts', async (_ctx, { at }) => void heard.push(at))] })
    for (let at = 0; at < 25; at += 1) await announce(s, at)
    const twin = s.host.kernel
    await Promise.all([s.host.drain(), workRound(twin), workRound(twin)])
    await s.host.drain()
    expect(heard.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, at) => at))
  })

  test('a listener whose worker died is delivered to again once its lease is over', async () => {
    const heard: number[] = []
    const s = await open({ listeners: [on(rang, 'counts', async (_ctx, { at }) => void heard.push(at))] })
    await announce(s)
    const dead = { state: 'running', token: 1, tries: 1 }
    await s.host.kernel.db('core_outbox').update({ ...dead, lease_until: '2999-01-01T00:00:00.000Z' })
    await s.host.drain()
    expect(heard).toEqual([])
    await s.host.kernel.db('core_outbox').update({ ...dead, lease_until: '2000-01-01T00:00:00.000Z' })
    await s.host.drain()
    expect(heard).toEqual([1])
  })

  describe('an errand', () => {
    const told: string[] = []
    const post = (go: (tools: ErrandTools) => Promise<ErrandAnswer<string>>) => {
      told.length = 0
      return errand('bell.post', payload, {
        go,
        told: async (_ctx, { to }, outcome) => void told.push(`${to} ${outcome.state}`),
      })
    }
    const start = async (go: (tools: ErrandTools) => Promise<ErrandAnswer<string>>) => {
      const letter = post(go)
      const s = await open({ errands: [letter] })
      const send = (dedupe = 'one') => s.host.runInCtx(system, (ctx) => ctx.send(letter, { to: 'jan' }, { dedupe }))
      return { s, send, state: async () => (await rows(s, 'core_errand')).map((row) => row.state) }
    }

    test('is queued once for one business event, done once, and told once', async () => {
      let gone = 0
      const { s, send, state } = await start(async (tools) => {
        await tools.handingOver()
        gone += 1
        return { state: 'done', answer: 'ok' }
      })
      expect(await send()).toBe(await send())
      await Promise.all([s.host.drain(), s.host.drain()])
      expect({ gone, told, state: await state() }).toEqual({ gone: 1, told: ['jan done'], state: ['done'] })
    })

    test('that is refused for now is tried after 1, 5, 15, 60 and 240 minutes, then failed', async () => {
      const at: string[] = []
      const { s, send, state } = await start(async () => {
        at.push(s.clock.now().slice(11, 16))
        return { state: 'refused', reason: 'busy' }
      })
      await send()
      for (let minute = 0; minute < 330; minute += 1) {
        await s.host.drain()
        s.clock.advance(MINUTE)
      }
      expect(at).toEqual(['08:00', '08:01', '08:06', '08:21', '09:21', '13:21'])
      expect({ told, state: await state() }).toEqual({ told: ['jan failed'], state: ['failed'] })
    })

    test('that is refused for good fails at once', async () => {
      const { s, send, state } = await start(async () => ({
        state: 'refused',
        reason: 'no such address',
        permanent: true,
      }))
      await send()
      await s.host.drain()
      expect({ told, state: await state() }).toEqual({ told: ['jan failed'], state: ['failed'] })
    })

    test('that breaks after handing over is uncertain and waits for a person; before it, it is tried again', async () => {
      let hand = false
      const { s, send, state } = await start(async (tools) => {
        if (hand) await tools.handingOver()
        throw new Error('line lost')
      })
      const id = await send()
      await s.host.drain()
      expect(await state()).toEqual(['pending'])
      hand = true
      s.clock.advance(MINUTE)
      await s.host.drain()
      s.clock.advance(999 * MINUTE)
      await s.host.drain()
      expect({ told, state: await state() }).toEqual({ told: ['jan uncertain'], state: ['uncertain'] })

      await s.host.runInCtx(system, (ctx) => resolveErrand(ctx, id, 'done'))
      await s.host.drain()
      expect({ told, state: await state() }).toEqual({ told: ['jan uncertain', 'jan done'], state: ['done'] })
      const again = s.host.runInCtx(system, (ctx) => resolveErrand(ctx, id, 'again'))
      await expect(again).rejects.toMatchObject({ code: 'core.errand-not-uncertain' })
      expect(await s.host.kernel.db('core_audit').where({ entity: 'core.errand' })).toMatchObject([
        { action: 'resolution' },
      ])
    })

    test('whose worker died while handing over is uncertain, and the dead one can no longer write its answer', async () => {
      let wake: () => void = () => {}
      const { s, send, state } = await start(async (tools) => {
        await tools.handingOver()
        await new Promise<void>((resolve) => (wake = resolve))
        return { state: 'done', answer: 'late' }
      })
      await send()
      const first = s.host.drain()
      const until = async (wanted: string) => {
        while ((await state())[0] !== wanted) await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await until('handing-over')
      await s.host.kernel.db('core_errand').update({ lease_until: '2000-01-01T00:00:00.000Z' })
      await workRound(s.host.kernel)
      expect(await state()).toEqual(['uncertain'])
      wake()
      await first
      await s.host.drain()
      expect({ told, state: await state() }).toEqual({ told: ['jan uncertain'], state: ['uncertain'] })
    })
  })

  describe('a schedule', () => {
    test('runs once at its time with several processes, and only the newest missed one is made up', async () => {
      const ran: string[] = []
      const s = await open({
        schedules: [every('day at 07:30', 'morning', async (_ctx, { due }) => void ran.push(due))],
      })
      await s.host.drain()
      s.clock.set('2026-11-06T06:29:59.000Z')
      await s.host.drain()
      expect(ran).toEqual([])
      s.clock.set('2026-11-06T06:30:00.000Z')
      await Promise.all([s.host.drain(), workRound(s.host.kernel)])
      expect(ran).toEqual(['2026-11-06T07:30'])
      s.clock.set('2026-11-10T12:00:00.000Z')
      await s.host.drain()
      expect(ran).toEqual(['2026-11-06T07:30', '2026-11-10T07:30'])
    })

    test('that wants each missed run gets each', async () => {
      const ran: string[] = []
      const run = async (_ctx: unknown, { due }: { due: string }) => void ran.push(due)
      const s = await open({ schedules: [every('monday at 08:00', 'week', run, { each: true })] })
      await s.host.drain()
      s.clock.set('2026-11-24T12:00:00.000Z')
      await s.host.drain()
      expect(ran).toEqual(['2026-11-09T08:00', '2026-11-16T08:00', '2026-11-23T08:00'])
    })

    test('that fails is tried again and its half work is taken back', async () => {
      let broken = true
      const s = await open({
        schedules: [
          every('hour', 'counts', async (ctx) => {
            await ctx.db('core_revision').insert({ name: 'hour', n: 1 })
            if (broken) throw new Error('not yet')
          }),
        ],
      })
      await s.host.drain()
      s.clock.set('2026-11-05T09:00:00.000Z')
      await s.host.drain()
      expect(await s.host.kernel.db('core_revision').where({ name: 'hour' })).toEqual([])
      broken = false
      s.clock.advance(5_000)
      await s.host.drain()
      expect(await s.host.kernel.db('core_revision').where({ name: 'hour' })).toHaveLength(1)
    })
  })
})
