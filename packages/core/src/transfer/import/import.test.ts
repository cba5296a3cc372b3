import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { importer } from './scratch-import.js'

type Json = Record<string, unknown> & { id: number }

/** Contractors come out of a file (spec-core §7), and go again. */
describe.each(scratchEngines)('an import on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let by: ReturnType<typeof importer>
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    by = importer(example, adam)
  }, 120_000)
  afterAll(() => example.drop())

  const count = async () => ((await by.api('GET', '/contractors?count=yes')).json.count as { value: number }).value
  const named = async (name: string) => {
    const url = `/contractors?name.has=${encodeURIComponent(name)}&cols=attr.wielkosc-firmy`
    const [found] = (await by.api('GET', url)).json.items as Json[]
    if (!found) throw new Error(`nobody is called ${name}`)
    return found
  }

  it('§11.22: rehearses ten rows and writes nothing, takes them, and is undone', async () => {
    const known = await named('Hotel Imperial')
    const same = await named('Zdrowa Półka')
    const headings = 'Nazwa firmy;NIP;Miasto;Ulica;Telefon;E-mail;Role;Wielkość firmy'
    const fresh = Array.from(
      { length: 6 },
      (_none, n) =>
        `Nowa ${'abcdef'[n]}${n}7 sp. z o.o.;;Kraków;ul. Nowa ${n};12 999 10 0${n};nowa${n}@nowa.example;Klient;Duża`,
    )
    const rows = [
      ...fresh,
      `Hotel Imperial po zmianie;${String(known.taxId)};;;;;;`,
      `${String(same.name)};${String(same.taxId)};;;;;;`,
      'Olbrzym SA;;;;;;;Olbrzymia',
      'Zły NIP;123-456-32-19;;;;;;',
    ]
    const { status, json } = await by.send('core.contractor', `${headings}\r\n${rows.join('\r\n')}`)
    expect([status, json.state, json.rows, json.separator]).toEqual([201, 'ready', 10, ';'])

    const mapping = {
      'Nazwa firmy': 'name',
      NIP: 'taxId',
      Miasto: 'town',
      Ulica: 'street',
      Telefon: 'phone',
      'E-mail': 'email',
      Role: 'roles',
      'Wielkość firmy': 'attr.wielkosc-firmy',
    }
    expect((await by.api('PUT', `/imports/${json.id}`, { mapping, match: 'taxId', mode: 'both' })).status).toBe(200)
    const before = await count()
    const rehearsal = await by.phase(json.id, 'rehearsal')
    expect(rehearsal.begun.status).toBe(202)
    expect(rehearsal.counts).toEqual({ new: 6, changed: 1, unchanged: 1, refused: 2 })
    expect(await by.refused(json.id, 'rehearsal')).toEqual([
      [10, 'unknown-choice'],
      [11, 'bad-value'],
    ])
    expect(await count()).toBe(before)
    expect((await named('Hotel Imperial')).version).toBe(known.version)

    const run = await by.phase(json.id, 'run')
    expect(run.counts).toEqual({ new: 6, changed: 1, unchanged: 1, refused: 2 })
    expect(await count()).toBe(before + 6)
    const made = await named('Nowa c27')
    expect(made).toMatchObject({ city: 'Kraków', roles: ['client'], attributes: { 'wielkosc-firmy': 'duza' } })
    const contacts = (await by.api('GET', `/contractors/${made.id}/contacts`)).json.items as Json[]
    expect(contacts.map(({ normal }) => normal)).toEqual(['+48129991002', 'nowa2@nowa.example'])
    const origins = await example.run((ctx) =>
      ctx.db('core_audit').where({ entity: 'core.contractor', record: made.id }).distinct().pluck('origin'),
    )
    expect(origins).toEqual(['import'])

    expect((await by.api('POST', `/change-sets/${String(run.json.changeSetId)}/reversal`)).status).toBe(201)
    expect(await count()).toBe(before)
    expect((await named('Hotel Imperial')).name).toBe(known.name)
  })

  it('gives refused rows back as a file with its own headings, to be mended', async () => {
    const { json } = await by.send('core.contractor', 'Nazwa,NIP\n"A, B",1234563219\n=1+1,\n,\nC,0')
    await by.api('PUT', `/imports/${json.id}`, { mapping: { Nazwa: 'name', NIP: 'taxId' } })
    const { counts } = await by.phase(json.id, 'run')
    expect(counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 2 })
    const { body, headers } = await example.host.app.inject({
      url: `/imports/${json.id}/refused/file`,
      headers: adam.page,
    })
    expect(headers['content-disposition']).toContain('Odrzucone plik.csv')
    const [first, second, third, ...rest] = body.slice(1).split('\r\n')
    expect([first, rest]).toEqual(['Nazwa;NIP;Wiersz;Powód;Co jest nie tak', ['']])
    expect(second).toMatch(/^A, B;1234563219;2;Zła wartość;NIP: /)
    expect(third).toMatch(/^C;0;5;Zła wartość;/)
  })

  it('wants the permission to import and the one to edit, and shows nobody another’s file', async () => {
    const { json } = await by.send('core.contractor', 'Nazwa\nX')
    const dorota = importer(example, await example.as('dorota'))
    expect((await dorota.api('GET', `/imports/${json.id}`)).status).toBe(404)
    const cezary = importer(example, await example.as('cezary'))
    expect((await cezary.send('core.contractor', 'Nazwa\nX')).json).toMatchObject({ permission: 'core.import-lists' })
    expect((await by.send('core.operator', 'Nazwa\nX')).status).toBe(422)
  })

  it('refuses a mapping that makes no sense, all of it at once', async () => {
    const { json } = await by.send('core.contractor', 'Nazwa;Druga\nX;Y')
    const put = async (body: object) =>
      ((await by.api('PUT', `/imports/${json.id}`, body)).json.fields as { path: string; code: string }[]).map(
        ({ path, code }) => [path, code],
      )
    expect(await put({ mapping: { Nazwa: 'name', Druga: 'name', Trzecia: 'note' }, match: 'taxId' })).toEqual([
      ['mapping.Trzecia', 'core.import-unknown-heading'],
      ['mapping.Druga', 'core.import-filled-twice'],
      ['match', 'core.import-bad-match'],
    ])
    expect(await put({ mapping: {}, mode: 'update' })).toEqual([
      ['mapping', 'core.import-nothing-mapped'],
      ['match', 'core.import-match-needed'],
    ])
    expect((await by.api('POST', `/imports/${json.id}/run`)).json.code).toBe('core.import-not-mapped')
  })
})
