import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import { callers, collisions, forbidden, notes } from './notes-kit.js'

describe.each(scratchEngines)('the edge on %s', (engine) => {
  let s: SmallHost
  let ask: ReturnType<typeof callers>
  beforeAll(async () => {
    s = await smallHost(engine, [notes])
    ask = callers(s)
  })
  afterAll(() => s.drop())

  test('lets nobody in without a token, and says so before it looks at the body', async () => {
    const answered = await s.host.app.inject({
      method: 'POST',
      url: '/api/notes',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(answered.json()).toMatchObject({ status: 401, code: 'core.not-signed-in' })
    const crossed = await s.host.app.inject({ url: '/api/notes', headers: s.cookie })
    expect(crossed.statusCode).toBe(401)
    const bearerAtPage = await s.host.app.inject({ url: '/notes', headers: s.bearer })
    expect(bearerAtPage.headers.location).toBe('/sign-in?next=%2Fnotes')
  })

  test('tells a browser that shows no page of ours where the icon is', async () => {
    const { statusCode, headers } = await s.host.app.inject('/favicon.ico')
    expect([statusCode, (await s.host.app.inject(String(headers.location))).headers['content-type']]).toEqual([
      302,
      'image/svg+xml',
    ])
  })

  test('refuses a change from another site, and one that does not say where it comes from', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': undefined },
      { 'sec-fetch-site': undefined, origin: 'null' },
    ]) {
      expect((await ask.page('POST', '/notes', 'name=forged', headers)).statusCode).toBe(403)
    }
    expect(
      (await ask.page('POST', '/notes', 'name=own', { 'sec-fetch-site': undefined, origin: 'http://localhost' }))
        .statusCode,
    ).toBe(303)
    expect(await ask.names()).not.toContain('forged')
  })

  test('names the permission that is missing, at both doors', async () => {
    // The administrator holds what is installed; this right belongs to a plugin that is not.
    expect((await ask.api('GET', '/notes/hidden')).json()).toMatchObject({
      status: 403,
      code: 'core.not-permitted',
      permission: forbidden.id,
    })
    const shown = await ask.page('GET', '/notes/hidden')
    expect(shown.statusCode).toBe(403)
    expect(shown.body).toContain(forbidden.id)
  })

  test('takes back whatever ends in 400 or above, thrown or sent', async () => {
    for (const name of ['refused', 'status', 'gone'])
      expect((await ask.api('POST', '/notes', { name })).statusCode).toBeGreaterThanOrEqual(400)
    expect(await ask.names()).not.toEqual(expect.arrayContaining([expect.stringMatching(/refused|status|gone/)]))
  })

  test('runs the whole request again when the databases collide, and gives up with 503 after ten times', async () => {
    ;[collisions.tries, collisions.busy] = [0, 3]
    expect((await ask.api('POST', '/notes', { name: 'patient' })).statusCode).toBe(201)
    expect(collisions.tries).toBe(4)
    ;[collisions.tries, collisions.busy] = [0, 99]
    const given = await ask.api('POST', '/notes', { name: 'hopeless' })
    expect(given.json()).toMatchObject({ status: 503, code: 'core.unavailable' })
    expect([collisions.tries, given.headers['retry-after']]).toEqual([10, '5'])
    collisions.busy = 0
    expect(await ask.names()).not.toContain('hopeless')
  })

  test('tells nothing of what broke but the number of the request, at either door', async () => {
    const program = await ask.api('GET', '/notes/broken')
    const { requestId, ...told } = program.json() as Record<string, unknown>
    expect(told).toEqual({
      type: 'urn:berberis:problem:core.fault',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side. Nothing was saved.',
      code: 'core.fault',
    })
    const person = await ask.page('GET', '/notes/broken')
    expect([person.statusCode, person.body.includes('secret of the engine')]).toEqual([500, false])
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('answers with a page of our own when a refused form cannot be drawn again', async () => {
    const given = await ask.page('POST', '/notes', 'name=orphan&weight=heavy')
    expect([given.statusCode, given.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8'])
    expect(given.body).toContain('There is no such record')
    // The address of a change shows nothing: the way back is where it was sent from, if that was here.
    const back = async (referer: string) =>
      (await ask.page('POST', '/notes', 'name=orphan&weight=heavy', { referer, host: 'localhost' })).body
    expect(await back('http://localhost/notes/new')).toContain('href="/notes/new"')
    expect(await back('http://elsewhere.example/notes')).not.toContain('href="/notes"')
  })

  test('answers unknown and unreadable addresses in the dress of their door', async () => {
    for (const url of ['/nowhere', '/%zz']) {
      const program = await s.host.app.inject({ url: `/api${url}`, headers: s.bearer })
      expect(program.headers['content-type']).toContain('application/problem+json')
      const person = await ask.page('GET', url)
      expect(person.headers['content-type']).toContain('text/html')
      expect([program.statusCode, person.statusCode]).toEqual(url === '/nowhere' ? [404, 404] : [400, 400])
    }
  })

  test('sends its policy with every answer and lets nobody keep a page', async () => {
    const shown = await ask.page('GET', '/nowhere')
    expect(shown.headers['content-security-policy']).toMatch(
      /^default-src 'none';script-src 'self' 'sha256-[^']+';style-src 'self'/,
    )
    expect(shown.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store, private',
    })
    expect(shown.headers['x-powered-by']).toBeUndefined()
  })

  test('has words of its own, and none of the driver, when the database is gone', async () => {
    const gone = await smallHost(engine, [notes])
    await gone.host.kernel.db.destroy()
    const given = await callers(gone).page('GET', '/notes', undefined, { 'accept-language': 'en' })
    expect([given.statusCode >= 500, given.headers['content-type']]).toEqual([true, 'text/html; charset=utf-8'])
    expect(given.body).toContain('<p>Something went wrong on our side.')
    expect(given.body).not.toMatch(/acquire|connect|statusCode/i)
    await gone.drop()
  })
})
