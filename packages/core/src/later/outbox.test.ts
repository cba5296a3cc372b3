import { afterEach, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import type { PluginDetails } from '../plugin/define-plugin.js'
import { on } from '../plugin/hooks.js'
import { bellHost, rang, system } from './bell.js'
import { workRound } from './drain.js'

const MINUTE = 60_000

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('the outbox on %s', (engine) => {
  const open = async (details: Partial<PluginDetails>) => (scratch = await bellHost(engine, details))
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

  test('what a listener makes ready comes before its transaction, holds up nobody, and is handed over', async () => {
    const heard: unknown[] = []
    const s = await open({
      listeners: [
        on(rang, 'prints', async (ctx, { at }, made) => void heard.push([at, made, ctx.db.isTransaction]), {
          async ready(ctx, { at }) {
            // On SQLite this would wait for ever inside the transaction of the listener: there is one connection.
            await s.host.runInCtx(system, (other) =>
              other.db('core_revision').insert({ name: `meanwhile ${at}`, n: 1 }),
            )
            return ctx.db.isTransaction ? 'inside' : 'outside'
          },
        }),
      ],
    })
    await announce(s, 7)
    await s.host.drain()
    expect(heard).toEqual([[7, 'outside', true]])
    expect(await s.host.kernel.db('core_revision').where({ name: 'meanwhile 7' })).toHaveLength(1)
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
})
