import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusedFields, scratchDoors, type Json, type Scratch } from '../contractors/scratch-doors.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { addMinutes } from '../time/instant.js'
import { ASKED } from './options.js'
import { sweepArrivals } from './sweep-arrivals.js'

const WANTED = {
  name: 'Offer from our site',
  locale: 'en',
  title: 'Ask for an offer',
  consent: 'I agree to be answered.',
  subject: 'Offer wanted',
  thanks: 'We will be in touch.',
}
const asks = Object.values(ASKED)

describe.each(scratchEngines)('web forms on %s', (engine) => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const db = () => scratch.example.host.kernel.db
  const operator = async (login: string) => Number((await db()('core_operator').where({ login }).first('id')).id)
  const make = async (given: object = {}) =>
    scratch.api('POST', '/web-forms', { ...WANTED, ownerId: await operator('anna'), ...given })
  const at = async (url: string) => scratch.example.host.app.inject({ url, headers: { 'accept-language': 'pl' } })

  it('are made with an address for ever, by default of their name, and a day to answer', async () => {
    const { status, json } = await make()
    expect([status, json]).toMatchObject([
      201,
      { key: 'offer-from-our-site', deadlineDays: '1', asksEmail: 'required' },
    ])
    const page = await at('/forms/offer-from-our-site')
    expect(page.body).toContain('<html lang="en"')
    expect(page.body).toContain('I agree to be answered.')
    expect(page.headers['x-frame-options']).toBe('DENY')

    const { id, version } = json
    const moved = await scratch.api('PUT', `/web-forms/${id}`, { version, key: 'elsewhere' })
    expect([moved.status, refusedFields(moved)]).toEqual([422, [['key', 'core.web-form-key-fixed']]])
    const saved = await scratch.page(`/web-forms/${id}`, await typed(id, { title: 'What do you need?' }))
    expect([saved.status, saved.at]).toEqual([303, `/web-forms/${id}`])
    expect((await at('/forms/offer-from-our-site')).body).toContain('What do you need?')
    const undo = await db()('core_change_set')
      .where({ entity: 'core.web-form', record: id })
      .orderBy('id', 'desc')
      .first()
    expect(undo).toMatchObject({ kind: 'configuration' })
  })

  it('are refused with what visitors could not use', async () => {
    const wrong = async (given: object) => refusedFields(await make({ name: 'Wrong', ...given }))
    expect(await wrong({ key: 'Nie Klucz' })).toEqual([['key', 'core.bad-web-form-key']])
    expect(await wrong({ key: 'zapytanie' })).toEqual([['key', 'core.attribute-key-taken']])
    expect(await wrong({ asksEmail: 'off', asksPhone: 'off' })).toEqual([['asksEmail', 'core.web-form-unanswerable']])
    expect(await wrong({ deadlineDays: '1', deadlineHours: '4' })).toEqual([['deadlineHours', 'core.one-deadline']])
    expect(await wrong({ deadlineDays: '0' })).toEqual([['deadlineDays', 'core.out-of-range']])
    expect(await wrong({ dailyLimit: '0' })).toEqual([['dailyLimit', 'core.out-of-range']])
    expect(await wrong({ origins: 'https://a.example javascript:alert(1)' })).toEqual([['origins', 'core.bad-origin']])
    expect(await wrong({ origins: Array.from({ length: 11 }, (_, n) => `https://a${n}.example`).join('\n') })).toEqual([
      ['origins', 'core.too-many-origins'],
    ])
    expect(await wrong({ thanksAddress: 'javascript:alert(1)' })).toEqual([['thanksAddress', 'core.bad-web-address']])
    expect(await wrong({ privacyAddress: 'https://a:b@c.example' })).toEqual([
      ['privacyAddress', 'core.bad-web-address'],
    ])
    expect(await wrong({ eventType: 'nothing' })).toEqual([['eventType', 'core.unknown-choice']])
    expect(await wrong({ consent: ' ' })).toEqual([['consent', 'core.required']])
    const list = await scratch.api('GET', '/web-forms?name.has=wrong')
    expect(list.json.items).toEqual([])
  })

  it('keep the addresses of sites as browsers send them, and lead on to the firm’s own thanks', async () => {
    const { json } = await make({
      name: 'Framed',
      origins: 'https://www.Firma.example/kontakt\nhttps://www.firma.example http://localhost:8080/',
      thanksAddress: 'https://www.firma.example/dziekujemy',
    })
    expect(json.origins).toBe('https://www.firma.example\nhttp://localhost:8080')
    const policy = String((await at('/forms/framed')).headers['content-security-policy'])
    expect(policy).toContain('frame-ancestors https://www.firma.example http://localhost:8080;')
    expect(policy).toContain("form-action 'self' https://www.firma.example;")
    const page = (await scratch.page(`/web-forms/${json.id}`)).body
    expect(page).toContain('&lt;iframe src&#x3D;&quot;http://localhost/forms/framed&quot;')
    const thanked = await Promise.all(['document', 'iframe'].map((dest) => send('framed', { 'sec-fetch-dest': dest })))
    expect(thanked.map(({ headers }) => headers.location)).toEqual([
      'https://www.firma.example/dziekujemy',
      '/forms/framed/thanks',
    ])
    expect((await at('/forms/framed/thanks')).body).toContain('target="_top"')
  })

  it('are for those who may manage them, at both doors', async () => {
    const { json } = await make({ name: 'Hidden' })
    for (const [method, url] of [
      ['GET', '/web-forms'],
      ['GET', `/web-forms/${json.id}`],
      ['POST', '/web-forms'],
      ['PUT', `/web-forms/${json.id}`],
      ['POST', `/web-forms/${json.id}/archival`],
      ['DELETE', `/web-forms/${json.id}?version=1`],
    ] as const) {
      const answer = await scratch.api(method, url, method === 'GET' || method === 'DELETE' ? undefined : {}, 'edward')
      expect([answer.status, answer.json]).toMatchObject([403, { permission: 'core.manage-web-forms' }])
    }
    expect((await scratch.page('/web-forms', undefined, 'edward')).status).toBe(403)
    expect((await scratch.page(`/web-forms/${json.id}/archival`, {}, 'edward')).status).toBe(403)
    expect((await scratch.page('/', undefined, 'edward')).body).not.toContain('/web-forms')
  })

  it('taken off the web they are nowhere, and put back they are where they were', async () => {
    const { json } = await make({ name: 'Season' })
    expect((await scratch.page(`/web-forms/${json.id}/archival`, {})).at).toBe(`/web-forms/${json.id}`)
    for (const url of ['/forms/season', '/forms/season/thanks', '/api/forms/season', '/forms/nobody', '/forms/A%20b'])
      expect((await at(url)).statusCode).toBe(404)
    expect((await send('season')).statusCode).toBe(404)
    expect((await scratch.api('GET', '/web-forms?archivedAt.empty=yes&name.has=season')).json.items).toEqual([])
    const back = await scratch.api('DELETE', `/web-forms/${json.id}/archival`)
    expect([back.status, back.json.archivedAt]).toEqual([200, null])
    expect((await at('/forms/season')).statusCode).toBe(200)
  })

  it('take what came by them to the bin and back, and forget whence it came', async () => {
    const { json } = await make({ name: 'Binned', asksMessage: 'off' })
    expect((await send('binned')).statusCode).toBe(303)
    const came = () => db()('core_web_form_arrival').where({ web_form_id: json.id })
    expect(await came()).toMatchObject([{ consent: 'I agree to be answered.', sender: expect.any(String) }])
    const removed = await scratch.api('DELETE', `/web-forms/${json.id}?version=1`)
    expect([removed.status, (await came()).length]).toEqual([200, 0])
    await scratch.api('POST', `/change-sets/${String(removed.json.changeSetId)}/reversal`, {})
    expect(await came()).toHaveLength(1)

    const { clock } = scratch.example
    clock.set(addMinutes(clock.now(), 4 * 1440))
    await scratch.example.run(sweepArrivals)
    expect(await came()).toMatchObject([{ sender: null, event_id: expect.any(Number) }])
  })

  it('ask a visitor for no attributes, and say no more than no when the house refuses', async () => {
    await make({ name: 'Strict', eventType: 'call' })
    const required = {
      entity: 'core.contractor',
      labelPl: 'Wymagane',
      labelEn: 'Required',
      kind: 'text',
      required: true,
    }
    expect((await scratch.api('POST', '/attribute-types', required)).status).toBe(201)
    const call = await db()('core_event_type').where({ key: 'call' }).first()
    expect(
      (await scratch.api('PUT', `/event-types/${call.id}`, { version: call.version, requires: ['case'] })).status,
    ).toBe(200)
    expect((await send('strict')).statusCode).toBe(303)

    await db()('core_web_form').where({ key: 'strict' }).update({ subject: '' })
    const refused = await send('strict')
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('We could not take this message')
  })

  it('go to the heir of whoever answers', async () => {
    const [anna, dorota] = [await operator('anna'), await operator('dorota')]
    const { version } = await db()('core_operator').where({ id: anna }).first()
    const leave = { version, reason: 'Emerytura', handOverTo: dorota }
    expect((await scratch.api('POST', `/operators/${anna}/deactivation`, leave)).status).toBe(201)
    const { json } = await scratch.api('GET', '/web-forms?owner=me')
    expect(json.items).toEqual([])
    expect(await db()('core_web_form').where({ owner_id: anna }).whereNull('archived_at')).toEqual([])
    const gone = await scratch.api('POST', '/web-forms', { ...WANTED, name: 'Nobody', ownerId: anna })
    expect(refusedFields(gone)).toEqual([['ownerId', 'core.web-form-owner-gone']])
  })

  /** All a browser sends of the form of one that is there. */
  async function typed(id: number, given: Record<string, string>): Promise<Record<string, string>> {
    const { json } = await scratch.api('GET', `/web-forms/${id}`)
    const sent = [...Object.keys(WANTED), 'version', 'dailyLimit', 'deadlineDays', 'eventType', 'stage', ...asks]
    const { owner } = json as Json & { owner: { id: number } }
    return {
      ...Object.fromEntries(sent.map((name) => [name, String(json[name])])),
      ownerId: `${owner.id}`,
      ...given,
    }
  }

  async function send(key: string, headers: Record<string, string> = {}) {
    const { app } = scratch.example.host
    const described = await app.inject({ url: `/api/forms/${key}` })
    const { clock } = scratch.example
    clock.set(addMinutes(clock.now(), 1))
    const sent = {
      token: described.statusCode === 200 ? described.json<{ token: string }>().token : 'none',
      name: 'Ann Able',
      email: `ann${clock.now()}@able.example`.replaceAll(':', '-'),
      message: 'Please call.',
      consent: 'on',
    }
    return app.inject({
      method: 'POST',
      url: `/forms/${key}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
      payload: new URLSearchParams(sent).toString(),
    })
  }
})
