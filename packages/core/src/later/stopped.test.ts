import { Type } from '@sinclair/typebox'
import { afterEach, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { SmallHost } from '../host/small-host.js'
import { createSession } from '../operators/sessions.js'
import type { PluginDetails } from '../plugin/define-plugin.js'
import { errand } from '../plugin/errands.js'
import { on } from '../plugin/hooks.js'
import { every } from '../plugin/schedules.js'
import { bellHost, rang, system } from './bell.js'
import { listStopped } from './list-stopped.js'

const HOUR = 60 * 60_000

let scratch: SmallHost | undefined
afterEach(async () => {
  await scratch?.drop()
  scratch = undefined
})

describe.each(scratchEngines)('a stopped delivery on %s', (engine) => {
  const open = async (details: Partial<PluginDetails>) => (scratch = await bellHost(engine, details))
  const giveUp = async ({ host, clock }: SmallHost) => {
    for (let hour = 0; hour < 60; hour += 1) {
      await host.drain()
      clock.advance(HOUR)
    }
  }
  const stopped = async ({ host, bearer }: SmallHost) =>
    (await host.app.inject({ url: '/api/errands/stopped', headers: bearer })).json<unknown>()
  // Nobody stays signed in as long as it takes to give up.
  const signedIn = async ({ host, cookie }: SmallHost) => {
    const { id } = await host.kernel.db('core_operator').where({ login: 'ada' }).first<{ id: number }>('id')
    return { ...cookie, cookie: `berberis=${await host.runInCtx(system, (ctx) => createSession(ctx, id))}` }
  }
  const page = async (s: SmallHost) => {
    const { statusCode, body } = await s.host.app.inject({ url: '/errands', headers: await signedIn(s) })
    expect(statusCode).toBe(200)
    return body
  }
  const post = ({ host, bearer }: SmallHost, url: string) =>
    host.app.inject({ method: 'POST', url: `/api/errands${url}`, payload: {}, headers: bearer })

  test('of an announcement is shown with its reason, and delivered when a person has it tried again', async () => {
    const heard: number[] = []
    let broken = true
    const s = await open({
      listeners: [
        on(rang, 'counts', async (_ctx, { at }) => {
          if (broken) throw new Error('out of order')
          heard.push(at)
        }),
      ],
    })
    expect(await page(s)).not.toContain('Stopped deliveries and runs')
    await s.host.runInCtx(system, (ctx) => ctx.announce(rang, { at: 7 }))
    await giveUp(s)
    expect(await stopped(s)).toEqual({
      announcements: [
        {
          id: 1,
          hook: 'bell.rang',
          listener: 'bell:counts',
          // Looked at on the hour: six tries in the first five hours, then six more six hours apart.
          stoppedAt: '2026-11-07T01:00:00.000Z',
          tries: 12,
          reason: 'Error: out of order',
        },
      ],
      outcomes: [],
      runs: [],
    })
    const shown = await page(s)
    for (const text of ['Stopped deliveries and runs', 'bell.rang', 'bell:counts', 'Error: out of order', 'Try again'])
      expect(shown).toContain(text)

    broken = false
    const pressed = await s.host.app.inject({
      method: 'POST',
      url: '/errands/deliveries/1/retry',
      headers: { ...(await signedIn(s)), 'content-type': 'application/x-www-form-urlencoded' },
      payload: '',
    })
    expect([pressed.statusCode, pressed.headers.location]).toEqual([303, '/errands'])
    await s.host.drain()
    expect(heard).toEqual([7])
    expect(await page(s)).not.toContain('Stopped deliveries and runs')
    expect(await s.host.kernel.db('core_audit').where({ action: 'retry' })).toMatchObject([
      { entity: 'core.delivery', record: 1, label: 'bell.rang → bell:counts' },
    ])
  })

  test('of a run of a schedule is shown with its due time, and run again for it', async () => {
    const ran: string[] = []
    let broken = true
    const s = await open({
      schedules: [
        every('day at 07:30', 'ring', async (_ctx, { due }) => {
          if (broken) throw new Error('no bell')
          ran.push(due)
        }),
      ],
    })
    await s.host.drain()
    s.clock.advance(24 * HOUR)
    await giveUp(s)
    const { runs } = (await stopped(s)) as { runs: { id: number; due: string }[] }
    expect(runs[0]).toMatchObject({ schedule: 'bell:ring', tries: 12, reason: 'Error: no bell' })
    const shown = await page(s)
    for (const text of ['bell:ring', 'Error: no bell', 'Run due 2026-11-']) expect(shown).toContain(text)

    broken = false
    const [first] = runs.toReversed()
    expect((await post(s, `/runs/${first?.id}/retry`)).statusCode).toBe(200)
    await s.host.drain()
    expect(ran).toContain(first?.due)
    expect((await post(s, `/runs/${first?.id}/retry`)).statusCode).toBe(422)
    expect((await post(s, '/runs/999/retry')).statusCode).toBe(404)
    expect(await s.host.kernel.db('core_audit').where({ action: 'retry' })).toMatchObject([
      { entity: 'core.schedule-run', record: first?.id, label: `bell:ring ${first?.due}` },
    ])
  })

  test('that fails again has all its tries, and one that is not stopped is refused', async () => {
    const s = await open({ listeners: [on(rang, 'broken', () => Promise.reject(new Error('never')))] })
    await s.host.runInCtx(system, (ctx) => ctx.announce(rang, { at: 1 }))
    expect((await post(s, '/deliveries/1/retry')).json()).toMatchObject({ status: 422 })
    expect((await post(s, '/deliveries/2/retry')).statusCode).toBe(404)
    await giveUp(s)
    expect((await post(s, '/deliveries/1/retry')).statusCode).toBe(200)
    await s.host.drain()
    expect(await s.host.kernel.db('core_outbox')).toMatchObject([{ state: 'waiting', tries: 1 }])
    await giveUp(s)
    expect(await s.host.kernel.db('core_outbox')).toMatchObject([{ state: 'stopped', tries: 12 }])
  })

  test('of the outcome of an errand is shown, and told again without doing the errand again', async () => {
    const told: string[] = []
    let gone = 0
    let broken = true
    const letter = errand('bell.post', Type.Object({}), {
      go: async () => {
        gone += 1
        return { state: 'done', answer: 'ok' }
      },
      told: async (_ctx, _payload, outcome) => {
        if (broken) throw new Error('not at home')
        told.push(outcome.state)
      },
    })
    const s = await open({ errands: [letter] })
    const id = await s.host.runInCtx(system, (ctx) => ctx.send(letter, {}, { dedupe: 'one' }))
    await giveUp(s)
    expect(await stopped(s)).toMatchObject({
      announcements: [],
      outcomes: [{ id, errand: 'bell.post', state: 'done', tries: 12 }],
    })
    expect(await page(s)).toContain(`Outcome of an errand: Post #${id}`)

    broken = false
    expect((await post(s, `/outcomes/${id}/retry`)).statusCode).toBe(200)
    await s.host.drain()
    expect({ told, gone }).toEqual({ told: ['done'], gone: 1 })
    expect((await post(s, `/outcomes/${id}/retry`)).json()).toMatchObject({ status: 422 })
    expect(await s.host.kernel.db('core_audit').where({ action: 'retry' })).toMatchObject([
      { entity: 'core.errand', record: id },
    ])
  })

  test('is among the newest hundred or is not shown', async () => {
    const s = await open({ listeners: [on(rang, 'any', async () => {})] })
    await s.host.runInCtx(system, async (ctx) => {
      for (let at = 0; at < 103; at += 1) await ctx.announce(rang, { at })
    })
    await s.host.kernel.db('core_outbox').where('id', '<=', 102).update({ state: 'stopped' })
    const { announcements } = await s.host.runInCtx(system, listStopped)
    expect(announcements.map(({ id }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => 102 - n))
  })

  test('is not for whoever may not read logs', async () => {
    const s = await open({})
    const anyone = { cookie: '', 'sec-fetch-site': 'same-origin' }
    expect((await s.host.app.inject({ url: '/api/errands/stopped', headers: anyone })).statusCode).toBe(401)
    await expect(s.host.runInCtx({ origin: 'console', system: false }, listStopped)).rejects.toMatchObject({
      status: 403,
    })
  })
})
