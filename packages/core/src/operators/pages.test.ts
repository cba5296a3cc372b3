import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ScratchHost, scratchHost } from '../host/scratch-host.js'
import { createSession } from './sessions.js'
import { setUp } from './set-up.js'
import { setupKey } from './setup-state.js'
import { createToken } from './tokens.js'

const PASSWORD = 'trzynaście fioletowych parasoli'
const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

describe('the first run in a browser', () => {
  let scratch: ScratchHost
  beforeAll(async () => {
    scratch = await scratchHost('sqlite')
  })
  afterAll(() => scratch.drop())

  const filled = (key: string, more: Record<string, string> = {}) =>
    new URLSearchParams({
      key,
      firmName: 'Ślusarnia Żak',
      firmTaxId: '999-000-03-62',
      locale: 'pl',
      name: 'Zofia Żak',
      login: 'zofia',
      password: PASSWORD,
      begin: 'empty',
      ...more,
    }).toString()

  it('lets nobody in anywhere before it, and nobody to the page without the key', async () => {
    const { app } = scratch.host
    for (const url of ['/', '/contractors', '/me', '/sign-in', '/setup', '/setup?key=wrong', '/api/operators'])
      expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 503])
    for (const url of ['/session', '/session/removal', '/contractors', '/setup', '/api/session', '/api/operators']) {
      const payload = 'login=anna&password=whatever+it+is'
      expect([url, (await app.inject({ method: 'POST', url, headers: form, payload })).statusCode]).toEqual([url, 503])
    }
  })

  it('shows the form again with what is wrong and what was typed, then makes the firm and signs its administrator in', async () => {
    const { app, kernel } = scratch.host
    const key = setupKey(kernel.db)
    const page = await app.inject({ url: `/setup?key=${key}` })
    expect([page.statusCode, page.body.includes('Pierwsze uruchomienie')]).toEqual([200, true])

    const weak = await app.inject({
      method: 'POST',
      url: '/setup',
      headers: form,
      payload: filled(key, { password: 'hasloadmin2026' }),
    })
    expect(weak.statusCode).toBe(422)
    expect(weak.body).toContain('zbyt łatwe do odgadnięcia')
    expect(weak.body).toContain('Ślusarnia Żak')
    expect(weak.body).not.toContain('Login:')
    const bad = await app.inject({
      method: 'POST',
      url: '/setup',
      headers: form,
      payload: filled(key, { firmTaxId: '999-000-03-63' }),
    })
    expect(bad.statusCode).toBe(422)
    const wrong = { firmTaxId: '999-000-03-63', password: 'hasloadmin2026', login: 'jan łoś', email: 'zle@' }
    const both = await app.inject({ method: 'POST', url: '/setup', headers: form, payload: filled(key, wrong) })
    for (const said of ['zbyt łatwe do odgadnięcia', 'Nieprawidłowy NIP', 'Login:', 'E-mail:'])
      expect(both.body).toContain(said)

    const good = await app.inject({ method: 'POST', url: '/setup', headers: form, payload: filled(key) })
    expect([good.statusCode, good.headers.location]).toEqual([303, '/'])
    const cookie = good.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await app.inject({ url: '/me', headers: { cookie } })).body).toContain('Zofia Żak')
    expect((await app.inject({ url: `/setup?key=${key}` })).statusCode).toBe(404)
    const settings: { value: string }[] = await kernel.db('core_setting').where({ plugin: 'core', key: 'firmTaxId' })
    expect(settings.map(({ value }) => value)).toEqual(['"9990000362"'])
  })
})

describe('pages of administration', () => {
  let scratch: ScratchHost
  let cookie = ''
  let authorization = ''
  beforeAll(async () => {
    scratch = await scratchHost('sqlite')
    const administrator = { login: 'adam', name: 'Adam Admin', password: PASSWORD }
    const id = await scratch.run((ctx) =>
      setUp(ctx, { firm: { firmName: 'Próba' }, locale: 'pl', administrator, suggestions: 'all' }),
    )
    cookie = `berberis=${await scratch.run((ctx) => createSession(ctx, id))}`
    authorization = `Bearer ${(await scratch.run((ctx) => createToken(ctx, id, { name: 'próba' }))).token}`
  })
  afterAll(() => scratch.drop())

  const get = (url: string) => scratch.host.app.inject({ url, headers: { cookie } })
  const post = (url: string, values: Record<string, string>) =>
    scratch.host.app.inject({
      method: 'POST',
      url,
      headers: { ...form, cookie },
      payload: new URLSearchParams(values).toString(),
    })
  const api = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    scratch.host.app.inject({ method, url: `/api${url}`, headers: { authorization }, ...(payload && { payload }) })

  it.each([
    '/me',
    '/operators',
    '/operators/1',
    '/operators/1/edit',
    '/operators/new',
    '/units',
    '/units/new',
    '/roles',
    '/roles/1',
    '/roles/2',
    '/roles/2/edit',
    '/roles/new',
    '/permissions',
    '/permissions?state=new',
    '/settings',
    '/settings/core',
    '/series',
    '/series/core.case',
    '/audit',
    '/audit?entity=core.role&operator=1',
  ])('%s is drawn in both languages', async (url) => {
    for (const locale of ['pl', 'en']) {
      await post('/me/preferences', { locale })
      const page = await get(url)
      expect([
        url,
        locale,
        page.statusCode,
        page.statusCode === 200 ? '' : page.body.slice(page.body.indexOf('<main')),
      ]).toEqual([url, locale, 200, ''])
      expect(page.body).toContain(`lang="${locale}"`)
    }
  })

  it('hires somebody, gives him a password once, and lets him in with it', async () => {
    await post('/me/preferences', { locale: 'pl' })
    const made = await post('/operators', {
      login: 'ewa',
      name: 'Ewa Etatowa',
      roleId: '3',
      locale: 'pl',
      kind: 'person',
    })
    expect(made.statusCode).toBe(303)
    const at = String(made.headers.location)
    const shown = await post(`${at}/password`, {})
    const password = /<code>([a-z0-9-]{24})<\/code>/.exec(shown.body)?.[1] ?? ''
    const inside = await post('/session', { login: 'ewa', password })
    expect([inside.statusCode, inside.headers.location]).toEqual([303, '/'])
    const again = await post('/operators', {
      login: 'ewa',
      name: 'Ewa Druga',
      roleId: '3',
      locale: 'pl',
      kind: 'person',
    })
    expect([
      again.statusCode,
      again.body.includes('Ten login ma już ktoś inny.'),
      again.body.includes('Ewa Druga'),
    ]).toEqual([422, true, true])
  })

  it('saves a whole table of rights, and each of them for a program', async () => {
    const saved = await post('/roles/2/grants', {
      'grants.core.read-audit': 'all',
      'grants.core.edit-cases': 'own',
      'grants.core.send-mail': '',
    })
    expect(saved.headers.location).toBe('/roles/2')
    const grants = (await api('GET', '/roles/2/grants')).json<{
      items: { permission: string; scope: string | null }[]
    }>().items
    const scope = (id: string) => grants.find(({ permission }) => permission === id)?.scope
    expect([scope('core.read-audit'), scope('core.edit-cases'), scope('core.send-mail')]).toEqual(['all', 'own', null])

    expect((await api('PUT', '/roles/2/grants/core.send-mail', { scope: 'all' })).statusCode).toBe(200)
    expect((await api('DELETE', '/roles/2/grants/core.read-audit')).statusCode).toBe(204)
    const refused = await api('PUT', '/roles/1/grants/core.send-mail', { scope: 'all' })
    expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([422, 'core.role-built-in'])
    const gone = await api('DELETE', '/roles/1?version=1')
    expect([gone.statusCode, gone.json<{ code: string }>().code]).toEqual([422, 'core.role-built-in'])
  })

  it('keeps settings by the rules of their kinds, shows them to a program, and writes them into the trail', async () => {
    const bad = await post('/settings/core', { firmName: 'Nowa Próba', firmTaxId: '123' })
    expect(bad.statusCode).toBe(422)
    expect(bad.body).toContain('Nowa Próba')
    const good = await post('/settings/core', { firmName: 'Nowa Próba', firmTaxId: '999 000 03 62', signInTries: '7' })
    expect(good.statusCode).toBe(303)
    expect((await api('GET', '/settings/core')).json()).toMatchObject({
      firmName: 'Nowa Próba',
      firmTaxId: '9990000362',
      signInTries: 7,
      locale: 'pl',
    })
    expect((await api('PUT', '/settings/core', { signInTries: 1 })).statusCode).toBe(422)
    expect((await api('PUT', '/settings/core', { nobody: 1 })).statusCode).toBe(400)
    const trail = (await api('GET', '/audit?entity=core.setting')).json<{ items: { changes: { field: string }[] }[] }>()
    expect(trail.items[0]?.changes.map(({ field }) => field)).toEqual([
      'core.firmName',
      'core.firmTaxId',
      'core.signInTries',
    ])
    const page = (await get('/audit?entity=core.setting')).body
    for (const said of ['Nazwa firmy', 'Nowa Próba', '999-000-03-62', 'Nieudane logowania do blokady'])
      expect(page).toContain(said)
    expect(page).not.toContain('core.firmName')
  })

  it('changes a series from the form, and says what is wrong with a pattern', async () => {
    const bad = await post('/series/core.case', { version: '0', pattern: 'S/{YYYY}', reset: 'year' })
    expect([bad.statusCode, bad.body.includes('S/{YYYY}')]).toEqual([422, true])
    expect(
      (await post('/series/core.case', { version: '0', pattern: 'SPR/{NNN}/{YYYY}', reset: 'year', start: '12' }))
        .statusCode,
    ).toBe(303)
    expect((await api('GET', '/series')).json()).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id: 'core.case', pattern: 'SPR/{NNN}/{YYYY}', sample: 'SPR/007/2026' }),
      ]) as unknown,
    })
  })

  it('changes a password, which ends the other sessions and keeps this one', async () => {
    const other = `berberis=${await scratch.run((ctx) => createSession(ctx, 1))}`
    const wrong = await post('/me/password', {
      present: 'nie to hasło wcale',
      password: 'siedem zielonych wielorybów',
      repeated: 'siedem zielonych wielorybów',
    })
    expect(wrong.statusCode).toBe(422)
    const right = await post('/me/password', {
      present: PASSWORD,
      password: 'siedem zielonych wielorybów',
      repeated: 'siedem zielonych wielorybów',
    })
    expect(right.statusCode).toBe(303)
    const renewed = right.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const status = async (one: string) =>
      (await scratch.host.app.inject({ url: '/me', headers: { cookie: one } })).statusCode
    expect([await status(other), await status(cookie), await status(renewed)]).toEqual([303, 303, 200])
  })
})
