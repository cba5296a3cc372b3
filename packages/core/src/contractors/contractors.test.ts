import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number }

describe.each(scratchEngines)('contractors on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  async function api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: { ...adam.api },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const fields = ({ json }: { json: Json }) =>
    (json.fields as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [path, code])
  const company = (more: object) =>
    api('POST', '/contractors', { kind: 'company', name: 'Próba', acceptDuplicates: true, ...more })

  it('keep a NIP bare and refuse one with a wrong digit', async () => {
    expect((await company({ taxId: '123-456-32-18' })).json.taxId).toBe('1234563218')
    for (const taxId of ['123-456-32-19', '000-000-00-00'])
      expect(fields(await company({ taxId }))).toEqual([['taxId', 'core.bad-tax-id']])
  })

  it('keep accounts as IBAN and refuse a wrong one', async () => {
    const { json } = await company({})
    const at = `/contractors/${json.id}/bank-accounts`
    expect((await api('POST', at, { iban: '74 0000 0000 0000 0000 0000 0001' })).json.iban).toBe(
      'PL74000000000000000000000001',
    )
    expect(fields(await api('POST', at, { iban: 'PL75 0000 0000 0000 0000 0000 0001' }))).toEqual([
      ['iban', 'core.bad-iban'],
    ])
  })

  it('are made with address, phone and e-mail in one go, or refused with all that is wrong', async () => {
    const { status, json } = await company({
      street: 'ul. Nowa 1',
      postalCode: '30001',
      town: 'Kraków',
      phone: '12 999 00 01',
      email: 'a@B.example',
    })
    expect(status).toBe(201)
    expect(json.city).toBe('Kraków')
    const { json: contacts } = await api('GET', `/contractors/${json.id}/contacts`)
    expect((contacts.items as Json[]).map(({ normal }) => normal)).toEqual(['+48129990001', 'a@b.example'])
    expect((await api('GET', '/contractors?q=129990001')).json.items).toMatchObject([{ id: json.id }])

    const before = (await api('GET', '/contractors?count=yes')).json.count
    const refused = await company({ street: 'ul. Nowa 1', postalCode: 'x', phone: '1', email: 'b' })
    expect(fields(refused)).toEqual(
      expect.arrayContaining([
        ['postalCode', 'core.bad-postal-code'],
        ['town', 'core.required'],
        ['phone', 'core.bad-phone'],
        ['email', 'core.bad-email'],
      ]),
    )
    expect((await api('GET', '/contractors?count=yes')).json.count).toEqual(before)
  })

  it('that are people have two names and neither departments nor employees', async () => {
    expect(fields(await api('POST', '/contractors', { kind: 'individual', firstName: 'Ewa' }))).toEqual([
      ['lastName', 'core.required'],
    ])
    const { json } = await api('POST', '/contractors', { kind: 'individual', firstName: 'Ewa', lastName: 'Żurek' })
    expect(json.displayName).toBe('Żurek Ewa')
    expect(fields(await api('POST', `/contractors/${json.id}/departments`, { name: 'Biuro' }))).toEqual([
      ['contractorId', 'core.individual-has-none'],
    ])
  })

  it('that have departments stay companies', async () => {
    const { json } = await company({})
    const made = await api('POST', `/contractors/${json.id}/departments`, { name: 'Biuro' })
    expect(made.status).toBe(201)
    const change = { version: json.version, kind: 'individual', firstName: 'A', lastName: 'B' }
    expect(fields(await api('PUT', `/contractors/${json.id}`, change))).toEqual([['kind', 'core.has-departments']])
    const circle = await api('PUT', `/contractors/${json.id}/departments/${made.json.id}`, {
      version: 1,
      parentId: made.json.id,
    })
    expect(fields(circle)).toEqual([['parentId', 'core.department-circle']])
  })

  it('that something refers to are not removed', async () => {
    const { json } = await api('GET', '/contractors?name.has=poczta')
    const [post] = json.items as Json[]
    expect(await api('DELETE', `/contractors/${post?.id ?? 0}?version=${post?.version ?? 0}`)).toMatchObject({
      status: 422,
      json: { code: 'core.contractor-referenced', count: 2 },
    })
  })

  it('have a page with planned events, open cases and the story', async () => {
    const { json } = await api('GET', '/contractors?name.has=imperial&sort=createdAt')
    const [hotel] = json.items as Json[]
    const page = await example.host.app.inject({ url: `/contractors/${hotel?.id ?? 0}`, headers: { ...adam.page } })
    expect(page.statusCode).toBe(200)
    for (const text of [
      'Hotel Imperial',
      '999-000-03-62',
      'Uzgodnić nowy termin',
      'Kocioł gazowy',
      'Igor Imperski',
      'Średnia',
      '+48',
    ])
      expect(page.body).toContain(text)
  })

  it('offer nothing to change to who only reads them, people who left included', async () => {
    const { json } = await company({})
    const left = { firstName: 'Dawny', lastName: 'Pracownik', toDay: '2020-01-31' }
    expect((await api('POST', `/contractors/${json.id}/persons`, left)).status).toBe(201)
    const { page } = await example.as('franciszek')
    const shown = await example.host.app.inject({ url: `/contractors/${json.id}`, headers: { ...page } })
    expect(shown.body).toContain('Dawny Pracownik')
    expect(shown.body).not.toContain('/edit')
    // Nor a menu with nothing in it.
    expect(shown.body).not.toContain('contractor-more')
    const edited = await example.host.app.inject({ url: `/contractors/${json.id}`, headers: { ...adam.page } })
    expect(edited.body).toContain('contractor-more')
  })
})
