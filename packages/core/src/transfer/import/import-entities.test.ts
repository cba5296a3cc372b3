import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { importer } from './scratch-import.js'

type Json = Record<string, unknown> & { id: number; version: number }

/** What people keep in sheets of their own comes in as it is: not contractors alone. */
describe.each(scratchEngines)('an import of what an office keeps in sheets on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let by: ReturnType<typeof importer>
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    by = importer(example, adam)
  }, 120_000)
  afterAll(() => example.drop())

  const items = async (url: string) => (await by.api('GET', url)).json.items as Json[]
  const taken = async (entity: string, lines: readonly string[], mapping: object) => {
    const { status, json } = await by.send(entity, lines.join('\r\n'))
    expect([entity, status]).toEqual([entity, 201])
    const said = await by.api('PUT', `/imports/${json.id}`, { mapping, mode: 'create' })
    expect([entity, said.status, said.json.fields]).toEqual([entity, 200, undefined])
    const run = await by.phase(json.id, 'run')
    return { counts: run.counts, refused: await by.refused(json.id), set: Number(run.json.changeSetId) }
  }
  const undone = async (set: number) => (await by.api('POST', `/change-sets/${set}/reversal`)).json
  /** What the assistant offers for each heading, before anybody said anything. */
  const guessed = async (headings: string) => {
    const { json } = await by.send('core.contractor', `${headings}\n${headings.replace(/[^;]+/g, 'x')}`)
    const { body } = await example.host.app.inject({ url: `/imports/${json.id}`, headers: adam.page })
    return [...body.matchAll(/name="columns\.\d+\.field"[\s\S]*?<\/select>/g)].map(
      ([select]) => /value="([^"]*)" selected/.exec(select)?.[1] ?? '',
    )
  }
  const choiceOf = async (entity: string) => {
    const values = [{ labelPl: 'Pilne', labelEn: 'Urgent' }, { labelPl: 'Zwykłe' }]
    const type = { entity, labelPl: 'Waga', kind: 'choice', items: values }
    expect((await by.api('POST', '/attribute-types', type)).status).toBe(201)
  }

  it('offers a field for each column of a plain address book, whichever words head it', async () => {
    const fields = ['name', 'taxId', 'street', 'postalCode', 'town', 'phone', 'email']
    for (const headings of [
      'Nazwa;NIP;Ulica;Kod;Miejscowość;Telefon;E-mail',
      'Firma;NIP;Adres;Kod pocztowy;Miasto;Tel.;Adres e-mail',
      'Company;Tax ID;Street;ZIP;Town;Phone;Email',
      'Company name;VAT number;Address;Postal code;City;Telephone;E-mail',
    ])
      expect([headings, await guessed(headings)]).toEqual([headings, fields])
  })

  it('takes the address, the phone and the e-mail of a contractor that it makes, and takes them back', async () => {
    const mapping = {
      ...{ Nazwa: 'name', NIP: 'taxId', Ulica: 'street', Kod: 'postalCode', Miejscowość: 'town' },
      ...{ Telefon: 'phone', 'E-mail': 'email' },
    }
    const lines = [
      Object.keys(mapping).join(';'),
      'Tartak Dębowy;1234563218;ul. Leśna 3;34-120;Andrychów;33 999 10 01;tartak@debowy.example',
      'Kuźnia Stara;;ul. Polna 1;34-12;Kęty;;kuznia',
      'Młyn Nowy;;;;;33 999 10 02;',
    ]
    const { counts, refused, set } = await taken('core.contractor', lines, mapping)
    expect([counts, refused]).toEqual([{ new: 2, changed: 0, unchanged: 0, refused: 1 }, [[3, 'bad-value']]])
    const [made] = await items('/contractors?taxId=1234563218')
    expect(made).toMatchObject({ name: 'Tartak Dębowy', city: 'Andrychów' })
    expect(await items(`/contractors/${made?.id}/addresses`)).toMatchObject([
      { kind: 'seat', lines: 'ul. Leśna 3', postalCode: '34-120', city: 'Andrychów' },
    ])
    const numbers = await items(`/contractors/${made?.id}/contacts`)
    expect(numbers.map(({ normal }) => normal)).toEqual(['+48339991001', 'tartak@debowy.example'])
    expect(await undone(set)).toMatchObject({ left: [] })
    expect(await items('/contractors?taxId=1234563218')).toEqual([])
  })

  it('25: takes cases with an attribute by its label, their contractor and owner by name, and takes them back', async () => {
    await choiceOf('core.case')
    const mapping = {
      ...{ Nazwa: 'name', Kontrahent: 'contractor', Rola: 'contractorRole', Opiekun: 'owner', Waga: 'attr.waga' },
    }
    const lines = [
      Object.keys(mapping).join(';'),
      'Sprawa z pliku A;hotel imperial;Klient;Cezary Cichy;Pilne',
      'Sprawa z pliku B;Hotel Imperial;Dostawca;;zwykle',
      'Sprawa z pliku C;Nikt Taki;Klient;;Pilne',
      'Sprawa z pliku D;Hotel Imperial;Klient;;Średnie',
      'Sprawa z pliku E;;Klient;;Pilne',
    ]
    const { counts, refused, set } = await taken('core.case', lines, mapping)
    expect(counts).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 3 })
    expect(refused).toEqual([
      [4, 'no-relation'],
      [5, 'unknown-choice'],
      [6, 'missing-required'],
    ])
    const found = await items('/cases?attr.waga.empty=no&sort=attr.waga&cols=attr.waga')
    expect(found).toMatchObject([
      { name: 'Sprawa z pliku A', contractorRole: 'client', owner: { label: 'Cezary Cichy' }, trade: 'selling' },
      { name: 'Sprawa z pliku B', contractorRole: 'supplier', owner: { label: 'Adam Admin' }, trade: 'buying' },
    ])
    expect(found.map(({ attributes }) => attributes)).toEqual([{ waga: 'pilne' }, { waga: 'zwykle' }])
    expect(await undone(set)).toMatchObject({ left: [] })
    expect(await items('/cases?attr.waga.empty=no')).toEqual([])
  })

  it('25: takes events with an attribute by its label, planned ones and done ones, and takes them back', async () => {
    await choiceOf('core.event')
    const mapping = {
      ...{ Rodzaj: 'type', Kontrahent: 'contractor', Sprawa: 'case', Temat: 'subject', Stan: 'state' },
      ...{ Początek: 'plannedFrom', Wykonano: 'doneFrom', Waga: 'attr.waga' },
    }
    const lines = [
      Object.keys(mapping).join(';'),
      'Telefon;Hotel Imperial;;Zdarzenie z pliku A;;2026-11-09 10:00;;Urgent',
      'Telefon;Hotel Imperial;Montaż grzejników;Zdarzenie z pliku B;Wykonane;;4.11.2026 12:30;Zwykłe',
      'Gołąb pocztowy;Hotel Imperial;;Zdarzenie z pliku C;;;;Pilne',
      'Telefon;;;Zdarzenie z pliku D;;;;Pilne',
    ]
    const { counts, refused, set } = await taken('core.event', lines, mapping)
    expect(counts).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 2 })
    expect(refused).toEqual([
      [4, 'unknown-choice'],
      [5, 'missing-required'],
    ])
    expect(await items('/events?attr.waga.empty=no&sort=attr.waga')).toMatchObject([
      { subject: 'Zdarzenie z pliku A', state: 'planned', plannedFrom: '2026-11-09T09:00:00.000Z' },
      { subject: 'Zdarzenie z pliku B', state: 'done', doneFrom: '2026-11-04T11:30:00.000Z' },
    ])
    expect(await undone(set)).toMatchObject({ left: [] })
    expect(await items('/events?attr.waga.empty=no')).toEqual([])
  })
})
