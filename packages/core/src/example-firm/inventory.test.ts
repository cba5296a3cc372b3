import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refusedFields, scratchDoors, type Json, type Scratch } from '../contractors/scratch-doors.js'
import { corePlugin } from '../core-plugin.js'
import { scratchEngines } from '../db/scratch-databases.js'

/** Acceptance examples of the inventory of features that no other test walks to their end; by their numbers there. */
describe.each(scratchEngines)('the inventory on %s', (engine) => {
  let scratch: Scratch
  let imperial: number
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    imperial = await scratch.named('Hotel Imperial')
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const get = async (url: string, login?: string) => (await scratch.api('GET', url, undefined, login)).json
  const items = async (url: string, login?: string) => (await get(url, login)).items as Json[]
  const one = async (url: string) => {
    const [first] = await items(url)
    if (first === undefined) throw new Error(`nothing at ${url}`)
    return first
  }
  const names = async (url: string) => (await items(url)).map((item) => item.displayName ?? item.name)
  const make = async (url: string, body: object) => {
    const made = await scratch.api('POST', url, body)
    expect([url, made.status, made.json.fields]).toEqual([url, 201, undefined])
    return made.json
  }

  it('4: administration stands in the menu of who may, and answers anybody else with 403 at both doors', async () => {
    const entries = (corePlugin.menu ?? []).filter(({ group }) => group === 'admin')
    expect(entries.length).toBeGreaterThan(12)
    const [home, hers] = [(await scratch.page('/')).body, (await scratch.page('/', undefined, 'anna')).body]
    // Read by everybody, since forms and lists name what stands in them; made and changed by whoever may.
    const read = new Map<string, string>()
    for (const { href } of entries) {
      expect([href, home.includes(`href="${href}"`)]).toEqual([href, true])
      expect([href, hers.includes(`href="${href}"`)]).toEqual([href, false])
      const page = await scratch.page(href, undefined, 'anna')
      expect([href, (await scratch.api('GET', href, undefined, 'anna')).status]).toEqual([href, page.status])
      if (page.status === 200) read.set(href, page.body)
      else expect([href, page.status]).toEqual([href, 403])
    }
    for (const href of ['/settings', '/audit', '/plugins', '/webhooks', '/health', '/errands'])
      expect([href, read.has(href)]).toEqual([href, false])
    for (const [href, body] of read) {
      expect([href, body.includes(`${href}/new`)]).toEqual([href, false])
      expect([href, (await scratch.page(`${href}/new`, undefined, 'anna')).status === 200]).toEqual([href, false])
    }
    const role = { name: 'Moja', version: 1 }
    expect((await scratch.api('POST', '/roles', role, 'anna')).json.permission).toBe('core.manage-roles')
    expect((await scratch.page('/roles', { name: 'Moja' }, 'anna')).status).toBe(403)
  })

  it('25: an attribute of a contractor, a case and an event is filtered, sorted, exported and in the API at once', async () => {
    for (const [entity, url] of [
      ['core.contractor', '/contractors'],
      ['core.case', '/cases'],
      ['core.event', '/events'],
    ] as const) {
      await make('/attribute-types', { entity, labelPl: 'Kolejność', kind: 'number', places: 0 })
      const [first, second] = await items(`${url}?limit=2`)
      for (const [record, value] of [
        [first, '2'],
        [second, '1'],
      ] as const) {
        const body = { version: record?.version, attributes: { kolejnosc: value } }
        const saved = await scratch.api('PUT', `${url}/${record?.id}`, body)
        expect([url, saved.status, saved.json.attributes]).toMatchObject([url, 200, { kolejnosc: value }])
      }
      const ids = async (query: string) => (await items(`${url}?${query}`)).map(({ id }) => id)
      expect(await ids('attr.kolejnosc.empty=no&sort=attr.kolejnosc')).toEqual([second?.id, first?.id])
      expect(await ids('attr.kolejnosc.ge=2')).toEqual([first?.id])
      const page = await scratch.page(`${url}?view=all&attr.kolejnosc=2&cols=attr.kolejnosc`)
      expect([url, page.body.includes('Kolejność'), page.body.split(' data-row').length - 1]).toEqual([url, true, 1])
      expect((await scratch.page(`${url}/${first?.id}/edit`)).body).toContain('name="attr.kolejnosc"')
      const file = await scratch.page(`${url}/export?format=csv&attr.kolejnosc=2&cols=attr.kolejnosc`)
      expect([url, file.body.includes('Kolejność')]).toEqual([url, true])
    }
  })

  it('26: an attribute that a plugin declares is neither deleted nor renamed in its key', async () => {
    const { db } = scratch.example.host.kernel
    await db('core_attribute_type').where({ key: 'branza' }).update({ system: true })
    await db('core_revision').where({ name: 'attributes' }).increment('n', 1)
    const type = (await items('/attribute-types?entity=core.contractor')).find(({ key }) => key === 'branza')
    const at = `/attribute-types/${type?.id}`
    const refused = await scratch.api('DELETE', `${at}?version=${type?.version}`)
    expect([refused.status, refused.json.code]).toEqual([422, 'core.attribute-system'])
    expect((await scratch.api('PUT', at, { version: type?.version, key: 'inny' })).status).toBe(400)
    const renamed = await scratch.api('PUT', at, { version: type?.version, labelPl: 'Sektor' })
    expect(renamed.json).toMatchObject({ key: 'branza', labelPl: 'Sektor' })
    expect(await names('/contractors?attr.branza=hotelarstwo')).toEqual(['Hotel Imperial'])
  })

  it('28: who does not manage attributes chooses among the values there are, and adds none', async () => {
    const type = (await items('/attribute-types?entity=core.contractor')).find(({ key }) => key === 'wielkosc-firmy')
    const added = { version: type?.version, labelPl: 'Olbrzymia' }
    const refused = await scratch.api('POST', `/attribute-types/${type?.id}/items`, added, 'anna')
    expect([refused.status, refused.json.permission]).toEqual([403, 'core.manage-attributes'])
    const { version } = await get(`/contractors/${imperial}`)
    const fourth = { version, attributes: { 'wielkosc-firmy': 'olbrzymia' } }
    const wrong = await scratch.api('PUT', `/contractors/${imperial}`, fourth, 'anna')
    expect(refusedFields(wrong)?.map(([path]) => path)).toEqual(['attr.wielkosc-firmy'])
    const form = (await scratch.page(`/contractors/${imperial}/edit`, undefined, 'anna')).body
    const [, options = ''] = /name="attr\.wielkosc-firmy"[^>]*>([\s\S]*?)<\/select>/.exec(form) ?? []
    expect([...options.matchAll(/value="([a-z]+)"/g)].map(([, value]) => value)).toEqual(['duza', 'srednia', 'mala'])
  })

  it('29: a filter by any of several values finds the hotel, which has two', async () => {
    const { attributes } = await get(`/contractors/${imperial}`)
    expect(attributes).toMatchObject({ branza: ['hotelarstwo', 'gastronomia'] })
    for (const query of ['attr.branza=gastronomia', 'attr.branza=hotelarstwo&attr.branza=edukacja'])
      expect(await names(`/contractors?${query}`)).toContain('Hotel Imperial')
  })

  it('33, 45: whatever happens with a contractor stands at its page: cases and events, each of that one alone', async () => {
    const [cases, events] = [
      await items(`/cases?contractor=${imperial}`),
      await items(`/events?contractor=${imperial}`),
    ]
    expect(cases.map(({ name }) => name).sort()).toEqual(['Kocioł gazowy', 'Montaż grzejników', 'Noclegi delegacyjne'])
    expect(cases.every(({ contractor }) => (contractor as Json).id === imperial)).toBe(true)
    const page = (await scratch.page(`/contractors/${imperial}/cases`)).body
    for (const { id } of cases) expect(page).toContain(`/cases/${id}"`)
    const told = (await scratch.page(`/contractors/${imperial}/events`)).body
    expect(events.filter(({ id }) => told.includes(`/events/${id}"`)).length).toBeGreaterThan(10)
    expect((await scratch.api('POST', '/cases', { name: 'Niczyja' })).status).toBe(400)
  })

  it('36: the hotel has three departments, one may have another above it', async () => {
    const at = `/contractors/${imperial}/departments`
    expect((await names(at)).sort()).toEqual(['Dyrekcja', 'Dział Techniczny', 'Recepcja'])
    const technical = (await items(at)).find(({ name }) => name === 'Dział Techniczny')
    const boiler = await make(at, { name: 'Kotłownia', parentId: technical?.id })
    expect(boiler.parent).toMatchObject({ id: technical?.id })
  })

  it('38: a contractor keeps several addresses of each kind, its activity and numbers, phones, e-mails and accounts', async () => {
    const numbers = { taxId: '123-456-32-18', regon: '123456785', krs: '0000123456', activity: 'PKD 43.22.Z' }
    const { id } = await make('/contractors', { kind: 'company', name: 'Kompletna', ...numbers })
    const kinds = ['seat', 'correspondence', 'delivery', 'delivery']
    for (const [n, kind] of kinds.entries())
      await make(`/contractors/${id}/addresses`, { kind, lines: `ul. Próbna ${n}`, postalCode: '00-001', city: 'Łódź' })
    for (const value of ['12 999 00 01', '12 999 00 02'])
      await make(`/contractors/${id}/contacts`, { kind: 'phone', value })
    for (const value of ['a@b.example', 'c@b.example'])
      await make(`/contractors/${id}/contacts`, { kind: 'email', value })
    for (const iban of ['74 0000 0000 0000 0000 0000 0001', 'PL47000000000000000000000002'])
      await make(`/contractors/${id}/bank-accounts`, { iban })
    expect((await items(`/contractors/${id}/addresses`)).map(({ kind }) => kind).sort()).toEqual([...kinds].sort())
    const body = (await scratch.page(`/contractors/${id}`)).body.replaceAll('\u00a0', ' ')
    for (const text of ['123-456-32-18', 'PKD 43.22.Z', '0000123456', 'ul. Próbna 3', '999 00 02', 'c@b.example'])
      expect([text, body.includes(text)]).toEqual([text, true])
  })

  it('39, 40: Grzejniki Polskie produces, the hotel is client and supplier; where we buy from it is one case', async () => {
    expect((await one('/contractors?name.has=grzejniki')).roles).toContain('producer')
    expect((await get(`/contractors/${imperial}`)).roles).toEqual(['client', 'supplier'])
    expect((await one('/cases?name=Kocioł gazowy')).contractorRole).toBe('client')
    expect(await names(`/cases?contractor=${imperial}&trade=buying`)).toEqual(['Noclegi delegacyjne'])
  })

  it('41: a name, a part of a NIP, of a phone or of an e-mail finds the hotel, whose contacts are one history', async () => {
    for (const q of ['imper', 'IMPÉR', '999 000 03', '999-000-03-62', '+48 22 999 00 11', 'recepcja@hotel']) {
      const { groups } = await get(`/search?entity=core.contractor&q=${encodeURIComponent(q)}`)
      const labels = (groups as { items: { label: string }[] }[]).flatMap((group) =>
        group.items.map(({ label }) => label),
      )
      expect([q, labels.includes('Hotel Imperial')]).toEqual([q, true])
      expect(await names(`/contractors?q=${encodeURIComponent(q)}`)).toContain('Hotel Imperial')
    }
    const told = await items(`/events?contractor=${imperial}&sort=-at&limit=200`)
    const times = told.map(({ at }) => String(at))
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(told.map((each) => (each.case as Json | null)?.id)).size).toBeGreaterThan(2)
  })

  it('47: the bill of the hotel lies with the nights, and not among the files of the boiler', async () => {
    const files = async (name: string) => names(`/cases/${(await one(`/cases?name=${name}`)).id}/attachments`)
    expect(await files('Noclegi delegacyjne')).toContain('rachunek-hotelowy.pdf')
    expect(await files('Kocioł gazowy')).not.toContain('rachunek-hotelowy.pdf')
  })

  it('48, 49: the radiators are bought from their producer, a hundred of them; the boiler has two names', async () => {
    const radiators = await one('/cases?name=Grzejniki')
    expect([(radiators.contractor as Json).label, radiators.contractorRole]).toEqual([
      'Grzejniki Polskie S.A.',
      'producer',
    ])
    expect(radiators.note).toContain('100 grzejników')
    for (const q of ['kocioł gazowy', 'kocioł grzewczy'])
      expect(await names(`/cases?q=${q}`)).toEqual(['Kocioł gazowy'])
  })
  it('59: an event past its deadline is red in the list of events, until it is done', async () => {
    const body = {
      type: 'call',
      subject: 'Spóźniony telefon',
      contractorId: imperial,
      deadline: '2026-11-05T07:59:00Z',
    }
    const { id } = await make('/events', body)
    const cells = async () => (await scratch.page(`/events?view=all&subject.has=telefon&cols=subject,deadline`)).body
    const red = /<b class="bad">[^<]*05\.11\.2026[^<]*<span class="visually-hidden">, [^<]+<\/span><\/b>/
    expect(await cells()).toMatch(red)
    // Late since this morning: it stands among the overdue ones at once, under a chip that people understand.
    expect((await scratch.page('/events?view=overdue')).body).toContain('Spóźniony telefon')
    expect((await scratch.page('/events?view=all&deadline.lt=now')).body).toContain('Termin wykonania przed: teraz')
    expect(JSON.stringify((await scratch.api('GET', '/events?deadline.lt=now&state=planned')).json)).toContain(
      'Spóźniony',
    )
    await scratch.api('POST', `/events/${id}/completion`, { doneTo: '2026-11-05T08:00:00Z' })
    expect(await cells()).not.toMatch(red)
  })
})
