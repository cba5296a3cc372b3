import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { setUp } from './set-up.js'

const PASSWORD = 'trzynaście fioletowych parasoli'

describe.each(scratchEngines)('signing in on %s', (engine) => {
  let scratch: ScratchHost
  beforeAll(async () => {
    scratch = await scratchHost(engine)
    await scratch.run((ctx) =>
      setUp(ctx, {
        firm: { firmName: 'Próba' },
        locale: 'pl',
        administrator: { login: 'anna', name: 'Anna Adamska', password: PASSWORD },
        suggestions: 'all',
      }),
    )
  })
  afterAll(() => scratch.drop())

  const signIn = (password: string, { login = 'anna', address = '10.0.0.1' } = {}) =>
    scratch.host.app.inject({
      method: 'POST',
      url: '/session',
      remoteAddress: address,
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ login, password, next: '/me' }).toString(),
    })
  const at = (time: string) => scratch.clock.set(`2026-11-05T${time}.000Z`)

  it('§11.1: locks Anna out after five failures for fifteen minutes, and says for how long', async () => {
    const statuses: number[] = []
    for (const second of ['00', '10', '20', '30']) {
      at(`08:00:${second}`)
      statuses.push((await signIn('wrong-wrong-wrong')).statusCode)
    }
    at('08:00:40')
    const fifth = await signIn('wrong-wrong-wrong')
    expect([...statuses, fifth.statusCode]).toEqual([401, 401, 401, 401, 429])
    expect(fifth.headers['retry-after']).toBe('900')

    at('08:10:00')
    const early = await signIn(PASSWORD)
    expect([early.statusCode, early.headers['retry-after']]).toEqual([429, '340'])

    at('08:15:41')
    const good = await signIn(PASSWORD)
    expect([good.statusCode, good.headers.location]).toEqual([303, '/me'])
    const locks = await scratch.host.kernel.db('core_audit').where({ action: 'locked' })
    expect(locks).toHaveLength(1)
  })

  it('gives a session that the page door knows and the other does not, until it is ended', async () => {
    const cookie = String((await signIn(PASSWORD)).cookies.map(({ name, value }) => `${name}=${value}`)[0])
    const page = await scratch.host.app.inject({ url: '/me', headers: { cookie } })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Anna Adamska')
    expect((await scratch.host.app.inject({ url: '/api/me', headers: { cookie } })).statusCode).toBe(401)

    const out = await scratch.host.app.inject({
      method: 'POST',
      url: '/session/removal',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    expect(out.headers.location).toBe('/sign-in')
    expect((await scratch.host.app.inject({ url: '/me', headers: { cookie } })).headers.location).toBe(
      '/sign-in?next=%2Fme',
    )
  })

  it('ends a session that was idle for two hours, and one of twelve hours however busy', async () => {
    const cookie = String((await signIn(PASSWORD)).cookies.map(({ name, value }) => `${name}=${value}`)[0])
    const status = async () => (await scratch.host.app.inject({ url: '/me', headers: { cookie } })).statusCode
    for (let hour = 9; hour < 20; hour += 1) {
      at(`${String(hour).padStart(2, '0')}:30:00`)
      expect([hour, await status()]).toEqual([hour, 200])
    }
    at('20:16:00')
    expect(await status()).toBe(303)

    const idle = String((await signIn(PASSWORD)).cookies.map(({ name, value }) => `${name}=${value}`)[0])
    at('22:16:01')
    expect((await scratch.host.app.inject({ url: '/me', headers: { cookie: idle } })).statusCode).toBe(303)
  })

  it('treats a login nobody has like any other, and stops an address after thirty failures', async () => {
    scratch.clock.set('2026-11-06T08:00:00.000Z')
    const unknown = await signIn('wrong-wrong-wrong', { login: 'nobody' })
    expect(unknown.statusCode).toBe(401)
    for (let n = 0; n < 30; n += 1) await signIn('wrong-wrong-wrong', { login: `guess-${n}`, address: '10.0.0.9' })
    const stopped = await signIn(PASSWORD, { address: '10.0.0.9' })
    expect([stopped.statusCode, stopped.headers['retry-after']]).toEqual([429, '900'])
    expect((await signIn(PASSWORD)).statusCode).toBe(303)
  })

  it('sends nobody to a foreign address', async () => {
    const answer = await scratch.host.app.inject({
      method: 'POST',
      url: '/session',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ login: 'anna', password: PASSWORD, next: '//evil.example/x' }).toString(),
    })
    expect(answer.headers.location).toBe('/')
  })
})
