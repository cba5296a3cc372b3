import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import type { Doors } from '../example-firm/example-host.js'
import { scratchVisitor, type Visitor } from './scratch-visitor.js'

const FIRM = 'https://www.instalacje-przyklad.example'
const THANKED = '/forms/zapytanie/thanks'
const MOST_OF_SENDER = 10

describe.each(scratchEngines)('inquiries by a web form on %s', (engine) => {
  let visitor: Visitor
  let adam: Doors
  beforeAll(async () => {
    visitor = await scratchVisitor(engine)
    adam = await visitor.example.as('adam')
  }, 120_000)
  afterAll(() => visitor.example.drop())

  const db = () => visitor.example.host.kernel.db
  const api = async (url: string, who = adam) => {
    const answer = await visitor.example.host.app.inject({ url: `/api${url}`, headers: { ...who.api } })
    return answer.json<Record<string, unknown> & { items: Record<string, unknown>[] }>()
  }
  const count = async (table: string) => Number((await db()(table).count({ n: '*' }))[0]?.n)
  const counts = async () => [await count('core_event'), await count('core_contractor')]
  const last = async () => {
    const { id } = (await db()('core_event').max({ id: 'id' }).first()) as { id: number }
    return api(`/events/${id}`)
  }
  const contractor = async (event: Record<string, unknown>) =>
    api(`/contractors/${(event.contractor as { id: number }).id}`)
  const places = (body: string) => [...body.matchAll(/id="f-(\w+)-error"/g)].map(([, name]) => name)

  it('inventory 42: a web form makes a contractor and an event, found, told of and traced like any other', async () => {
    const page = await visitor.get('/forms/zapytanie')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Zapytaj o ogrzewanie')
    expect(page.body).not.toMatch(/<script|hx-/)

    const before = await counts()
    const sent = await visitor.send('zapytanie', { company: 'Nowa Ewa s.c.', phone: '601 200 300' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, THANKED])
    expect((await visitor.get(THANKED)).body).toContain('Wiadomość dotarła')
    expect(await counts()).toEqual(before.map((n) => n + 1))

    const event = await last()
    expect(event).toMatchObject({
      subject: 'Zapytanie ze strony',
      type: 'email',
      state: 'planned',
      owner: { label: 'Barbara Bąk' },
      person: { label: 'Ewa Nowa' },
      deadline: '2026-11-09T15:00:00.000Z',
    })
    const note = String(event.note)
    for (const said of [
      'Proszę o ofertę.',
      'Firma: Nowa Ewa s.c.',
      'Telefon: +48601200300',
      'Zgoda: „Zgadzam się, żeby',
    ])
      expect(note).toContain(said)
    expect(await contractor(event)).toMatchObject({
      kind: 'company',
      name: 'Nowa Ewa s.c.',
      stage: 'acquired',
      roles: ['client'],
      owner: { label: 'Barbara Bąk' },
    })
    const trail = await db()('core_audit').where({ entity: 'core.event', record: event.id }).first()
    expect(trail).toMatchObject({ action: 'created', origin: 'web-form', operator_id: null })
    const barbara = await visitor.example.as('barbara')
    const told = await db()('core_notification').where({
      kind: 'core.event-assigned',
      href: `/events/${String(event.id)}`,
    })
    expect(told).toHaveLength(1)
    const worklist = await visitor.get('/worklist', barbara.page)
    expect(worklist.body).toContain(`/events/${String(event.id)}`)
    expect(JSON.stringify(await api('/search?q=ewa+nowa'))).toContain('Nowa Ewa s.c.')
    const shown = (await visitor.get('/web-forms/1', adam.page)).body
    expect(shown).toContain(`href="/events/${String(event.id)}"`)
    expect(shown).toMatch(/href="\/contractors\/\d+">Nowa Ewa s\.c\.</)
  })

  it('one who is known keeps what he has: by his tax id, his e-mail, or that of one of his people', async () => {
    const hotel = await db()('core_contractor').where({ tax_id: '9990000362' }).first()
    const audits = await count('core_audit')
    const ways: readonly Readonly<Record<string, string>>[] = [
      { taxId: 'PL 999-000-03-62', email: 'obcy@gdzies.example' },
      { email: 'recepcja@HOTEL-IMPERIAL.example', phone: '602 000 111' },
      { taxId: '9990000362', email: 'biuro@tutor.example' },
      { email: 'dyrektor@hotel-imperial.example' },
    ]
    for (const given of ways) {
      const [, contractors] = await counts()
      expect((await visitor.send('zapytanie', given)).headers.location).toBe(THANKED)
      expect(await last()).toMatchObject({ contractor: { id: hotel.id } })
      expect(await count('core_contractor')).toBe(contractors)
    }
    expect(await last()).toMatchObject({ person: { label: 'Igor Imperski' } })
    expect(await db()('core_contractor').where({ id: hotel.id }).first()).toMatchObject({ version: hotel.version })
    const made = await db()('core_audit')
      .where('id', '>', 0)
      .orderBy('id', 'desc')
      .limit((await count('core_audit')) - audits)
    expect(new Set(made.map(({ entity }: { entity: string }) => entity))).toEqual(new Set(['core.event']))
  })

  it('another who shares something, or was put aside, is not taken for him', async () => {
    const fresh = async (given: Record<string, string>) => {
      const [, contractors] = await counts()
      expect((await visitor.send('zapytanie', given)).statusCode).toBe(303)
      expect(await count('core_contractor')).toBe(Number(contractors) + 1)
      return contractor(await last())
    }
    const accountant = await fresh({ taxId: '123-456-32-18', email: 'recepcja@hotel-imperial.example' })
    expect(accountant).toMatchObject({ kind: 'company', name: 'Ewa Nowa', taxId: '1234563218' })

    await db()('core_contact')
      .where({ normal: 'zakupy@poczta.example' })
      .update({ normal: 'biuro@zdrowa-polka.example' })
    expect(await fresh({ email: 'biuro@zdrowa-polka.example' })).toMatchObject({ kind: 'individual', lastName: 'Nowa' })
    await db()('core_contractor')
      .where({ tax_id: '9990001439' })
      .update({ deactivated_at: visitor.example.clock.now() })
    await db()('core_contractor')
      .where({ tax_id: '9990001404' })
      .update({ deactivated_at: visitor.example.clock.now() })
    await fresh({ taxId: '999-000-14-04', email: 'us@urzad.example' })
    expect(await fresh({ name: 'Janek', email: 'janek@sam.example' })).toMatchObject({ kind: 'company', name: 'Janek' })
  })

  it('sent twice makes one event, and what was mended after a refusal is taken at once', async () => {
    const token = await visitor.token('zapytanie')
    visitor.later(5)
    const refused = await visitor.send('zapytanie', { email: 'bez-malpy', consent: 'off' }, { token })
    expect(refused.statusCode).toBe(422)
    expect(places(refused.body)).toEqual(['email', 'consent'])
    expect(refused.body).toContain('value="bez-malpy"')
    expect(refused.body).toContain('href="#f-consent"')
    expect(refused.body).toContain(`value="${token}"`)

    const [events] = await counts()
    const given = { email: 'dwa@razy.example' }
    const both = await Promise.all([1, 2].map(() => visitor.send('zapytanie', given, { token })))
    expect(both.map(({ statusCode }) => statusCode)).toEqual([303, 303])
    expect((await visitor.program('zapytanie', { ...given, token })).statusCode).toBe(201)
    expect(await count('core_event')).toBe(Number(events) + 1)
    await visitor.send('zapytanie', { ...given, message: 'I jeszcze jedno.' }, { token })
    expect(await count('core_event')).toBe(Number(events) + 2)
  })

  it('refuses bad input of every sort, makes nothing of it and tells nothing of whom it knows', async () => {
    const before = await counts()
    for (const [given, wrong] of [
      [{ name: '' }, ['name']],
      [{ email: '' }, ['email']],
      [{ email: 'a@b@c', phone: '12', message: ' ' }, ['email', 'phone', 'message']],
      [{ taxId: '999-000-03-63' }, []],
      [{ name: 'x'.repeat(101) }, ['name']],
      [{ message: 'x'.repeat(5001) }, ['message']],
    ] as const) {
      const answer = await visitor.send('zapytanie', given)
      expect([answer.statusCode, places(answer.body)]).toEqual([422, wrong])
    }
    const bad = async (given: object) => (await visitor.program('zapytanie', given)).json<{ code: string }>().code
    expect(await bad({ name: 'a\u0000b' })).toBe('core.malformed')
    expect(await bad({ ownerId: 1 })).toBe('core.malformed')
    expect(await bad({ email: ['a@b.example'] })).toBe('core.malformed')
    expect(await bad({ consent: false })).toBe('core.consent-needed')
    expect(await bad({ token: 'x' })).toBe('core.web-form-old')
    expect((await visitor.send('zapytanie', {}, { headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(403)
    expect(await counts()).toEqual(before)

    const lines = await visitor.program('zapytanie', { name: 'Ewa\nBcc: x@y.example', email: 'ewa@dwie.example' })
    expect(lines.statusCode).toBe(201)
    expect(await contractor(await last())).toMatchObject({ lastName: 'x@y.example', firstName: 'Ewa Bcc:' })
    const known = await visitor.program('zapytanie', { taxId: '9990000362' })
    expect(known.body).toBe(lines.body)
  })

  it('takes nothing from programs: too fast, too old, of another form, or filling what nobody sees', async () => {
    const before = await counts()
    const token = await visitor.token('zapytanie')
    const hasty = await visitor.send('zapytanie', {}, { token })
    expect(hasty.statusCode).toBe(422)
    expect(hasty.body).toContain('szybciej')
    visitor.later(86_401)
    expect((await visitor.send('zapytanie', {}, { token })).body).toContain('otwarta zbyt długo')
    expect((await visitor.send('zapytanie', {}, { token: token.replace(/.$/, 'A') })).statusCode).toBe(422)
    const trapped = await visitor.send('zapytanie', { homepage: 'https://spam.example' })
    expect(trapped.headers.location).toBe(THANKED)
    expect(await counts()).toEqual(before)
    const { page } = await visitor.example.as('adam')
    expect((await visitor.get('/web-forms/1', page)).body).toContain('Wysłał program')
  })

  it('takes so many from one address, and so many a day, of which whoever answers is told', async () => {
    const headers = { 'accept-language': 'en' }
    for (let nth = 0; nth < MOST_OF_SENDER; nth++)
      expect((await visitor.send('zapytanie', { message: `${nth}` }, { address: '10.9.9.9' })).statusCode).toBe(303)
    const more = await visitor.send('zapytanie', { message: 'jedenasta' }, { address: '10.9.9.9', headers })
    expect([more.statusCode, Number(more.headers['retry-after']) > 0]).toEqual([429, true])
    expect(more.body).toContain('jedenasta')
    visitor.later(900)
    expect((await visitor.send('zapytanie', {}, { address: '10.9.9.9' })).statusCode).toBe(303)

    visitor.later(86_400)
    await db()('core_web_form').where({ key: 'zapytanie' }).update({ daily_limit: 2 })
    for (const message of ['pierwsza', 'druga']) await visitor.send('zapytanie', { message })
    const full = await visitor.program('zapytanie', { message: 'trzecia' })
    expect(full.json()).toMatchObject({ status: 429, code: 'core.web-form-full' })
    expect(await db()('core_notification').where({ kind: 'core.web-form-full' })).toHaveLength(1)
    visitor.later(86_400)
    expect((await visitor.program('zapytanie', { message: 'trzecia' })).statusCode).toBe(201)
    await db()('core_web_form').where({ key: 'zapytanie' }).update({ daily_limit: 100 })
  })

  it('stands in frames of the pages named and answers scripts of these alone', async () => {
    const page = await visitor.get('/forms/zapytanie')
    const policy = (answer: typeof page) => String(answer.headers['content-security-policy'])
    expect(policy(page)).toContain(`frame-ancestors ${FIRM};`)
    expect(page.headers).not.toHaveProperty('x-frame-options')
    const refused = await visitor.send('zapytanie', { email: '' })
    expect(policy(refused)).toContain(`frame-ancestors ${FIRM};`)
    expect(policy(await visitor.get('/sign-in'))).toContain("frame-ancestors 'none'")

    const { app } = visitor.example.host
    const asked = (origin: string) =>
      app.inject({
        method: 'OPTIONS',
        url: '/api/forms/zapytanie',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const allowed = await asked(FIRM)
    expect([allowed.statusCode, allowed.headers['access-control-allow-origin']]).toEqual([204, FIRM])
    expect(allowed.headers['access-control-allow-methods']).toBe('GET, POST')
    expect((await asked('https://evil.example')).statusCode).toBe(403)
    const wrong = await visitor.program('zapytanie', { email: 'x' }, { origin: FIRM })
    expect([wrong.statusCode, wrong.headers['access-control-allow-origin']]).toEqual([422, FIRM])
    const foreign = await visitor.program('zapytanie', {}, { origin: 'https://evil.example' })
    expect([foreign.statusCode, foreign.headers['access-control-allow-origin']]).toEqual([403, undefined])
    expect((await visitor.get('/api/contractors', { origin: FIRM })).headers).not.toHaveProperty(
      'access-control-allow-origin',
    )
  })
})
