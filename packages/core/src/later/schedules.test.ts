import { afterEach, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import type { PluginDetails } from '../plugin/define-plugin.js'
import { every } from '../plugin/schedules.js'
import { bellHost } from './bell.js'
import { workRound } from './drain.js'

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('a schedule on %s', (engine) => {
  const open = async (details: Partial<PluginDetails>) => (scratch = await bellHost(engine, details))
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
