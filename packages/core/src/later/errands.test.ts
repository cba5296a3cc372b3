import { Type } from '@sinclair/typebox'
import { afterEach, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import { sendMailErrand } from '../mail/send-mail.js'
import type { PluginDetails } from '../plugin/define-plugin.js'
import { errand, type ErrandAnswer, type ErrandTools } from '../plugin/errands.js'
import { bellHost, system } from './bell.js'
import { workRound } from './drain.js'
import { errandsUnder } from './errands-under.js'
import { resolveErrand } from './resolve-errand.js'

const MINUTE = 60_000
const payload = Type.Object({ to: Type.String({ maxLength: 40 }) })

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('an errand on %s', (engine) => {
  const open = async (details: Partial<PluginDetails>) => (scratch = await bellHost(engine, details))
  const rows = ({ host }: SmallHost, table: string) => host.kernel.db(table).orderBy('id')
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
    const from = { name: 'Tutor', address: 'biuro@tutor.example' }
    const mail = { to: [from], subject: 'x', text: 'x', attachments: [] }
    await expect(
      s.host.runInCtx(system, (ctx) => ctx.send(sendMailErrand, { mail, from, dedupe: 'one' }, { dedupe: 'one' })),
    ).rejects.toThrow('core.send-mail: the name one is that of bell.post')
    await Promise.all([s.host.drain(), s.host.drain()])
    expect({ gone, told, state: await state() }).toEqual({ gone: 1, told: ['jan done'], state: ['done'] })
  })

  test('is known by the name it was queued under, done or not, and by no name of another kind', async () => {
    const { s, send } = await start(async () => ({ state: 'done', answer: 'ok' }))
    await send('one')
    await s.host.drain()
    await send('two')
    const under = (id: string, names: readonly string[]) =>
      s.host.runInCtx(system, async (ctx) => [...(await errandsUnder(ctx, { id }, names)).keys()].sort())
    expect(await under('bell.post', ['one', 'two', 'three'])).toEqual(['one', 'two'])
    expect(await under('core.send-mail', ['one'])).toEqual([])
    expect(await under('bell.post', [])).toEqual([])
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

  test('that waits to be tried again says why, how often it was tried, and when it is next', async () => {
    let reason: string | null = 'busy'
    const { s, send } = await start(async () =>
      reason === null ? { state: 'done', answer: 'ok' } : { state: 'refused', reason },
    )
    const retry = () =>
      s.host.runInCtx(system, async (ctx) => (await errandsUnder(ctx, { id: 'bell.post' }, ['one'])).get('one')?.retry)
    expect(await retry()).toBeUndefined()
    await send()
    expect(await retry()).toBeNull()
    await s.host.drain()
    const at = (minutes: number) => new Date(Date.parse(s.clock.now()) + minutes * MINUTE).toISOString()
    expect(await retry()).toEqual({ reason: 'busy', tries: 1, dueAt: at(1) })
    s.clock.advance(MINUTE)
    await s.host.drain()
    expect(await retry()).toEqual({ reason: 'busy', tries: 2, dueAt: at(5) })
    s.clock.advance(5 * MINUTE)
    reason = null
    await s.host.drain()
    expect(await retry()).toBeNull()
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
