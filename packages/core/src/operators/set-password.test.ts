import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { hashPassword } from './hash-password.js'
import { createSession } from './sessions.js'
import { changePassword, readyChange } from './set-password.js'
import { setUp } from './set-up.js'

const PRESENT = 'trzynaście fioletowych parasoli'
const NEXT = 'siedem zielonych wielorybów'
const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

let scratch: ScratchHost
let id: number
const cookie = async () => `berberis=${await scratch.run((ctx) => createSession(ctx, id))}`
const post = async (url: string, values: Record<string, string>) => {
  const headers = { ...form, cookie: await cookie() }
  return scratch.host.app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(values).toString() })
}

// On the embedded database, where one open transaction keeps everybody else waiting.
beforeAll(async () => {
  scratch = await scratchHost('sqlite')
  const administrator = { login: 'adam', name: 'Adam Admin', password: PRESENT }
  id = await scratch.run((ctx) =>
    setUp(ctx, { firm: { firmName: 'Próba' }, locale: 'pl', administrator, suggestions: 'all' }),
  )
})
afterAll(() => scratch.drop())

test.each([
  ['one’s own password is changed', '/me/password', { present: PRESENT, password: NEXT, repeated: NEXT }],
  ['an administrator gives a new one', '/operators/1/password', {}],
])('nobody waits while %s', async (_what, url, values) => {
  const order: string[] = []
  const busy = Array.from({ length: 30 }, () => hashPassword('somebody else signs in'))
  const changed = post(url, values).then(({ statusCode }) => order.push(`changed ${statusCode}`))
  await sleep(50)
  await scratch.run(async (ctx) => ctx.db('core_revision').where({ name: 'nobody' }).update({ n: 1 }))
  order.push('written')
  await Promise.all([changed, ...busy])

  expect(order[0]).toBe('written')
  expect(order[1]).toMatch(/^changed (303|200)$/)
})

test('a password that was changed meanwhile is not the present one any more', async () => {
  const password = await scratch.run(async (ctx) => {
    const hash = await hashPassword(PRESENT)
    await ctx.db('core_operator').where({ id }).update({ password_hash: hash })
    return PRESENT
  })
  const actor = { id, login: 'adam', name: 'Adam Admin' } as never
  const asAdam = <T>(work: Parameters<typeof scratch.host.runInCtx<T>>[1]) =>
    scratch.host.runInCtx({ origin: 'page', operator: actor }, work)

  const [first, second] = await asAdam((ctx) =>
    Promise.all([
      readyChange(ctx, { present: password, password: NEXT }),
      readyChange(ctx, { present: password, password: 'dziewięć cichych tramwajów' }),
    ]),
  )
  await asAdam((ctx) => changePassword(ctx, first))
  await expect(asAdam((ctx) => changePassword(ctx, second))).rejects.toMatchObject({
    details: { fields: [{ path: 'present', code: 'core.bad-password' }] },
  })
})
