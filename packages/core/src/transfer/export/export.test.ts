import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'

/** A list is taken away as what one sees of it (spec-core §7). */
describe.each(scratchEngines)('the export of a list on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const get = (url: string, headers: Readonly<Record<string, string>> = adam.page) =>
    example.host.app.inject({ url, headers })
  const lines = async (url: string, headers?: Readonly<Record<string, string>>) =>
    (await get(url, headers)).body
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n')

  it('is a file with a mark and a good name, semicolons and decimal commas for who reads Polish', async () => {
    const answer = await get(
      '/contractors/export?format=csv&view=all&sort=displayName&cols=displayName,taxId,city,roles',
    )
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="Kontrahenci 2026-11-05.csv"; filename*=UTF-8''Kontrahenci%202026-11-05.csv`,
    )
    expect(answer.body.startsWith('\ufeff')).toBe(true)
    const [headings, first] = answer.body.slice(1).split('\r\n')
    expect(headings).toBe('Nazwa;NIP;Miasto;Role')
    expect(first).toMatch(/^Dłużnik Przykładowy[^;]*;999\d{7};[^;]*;/)
  })

  it('§11.3: of Franciszek, who sees his own cases only, has one line', async () => {
    const franciszek = await example.as('franciszek')
    const rows = await lines('/cases/export?format=csv', franciszek.page)
    expect(rows).toHaveLength(2)
    expect(await lines('/api/cases/export?format=csv', franciszek.api)).toHaveLength(2)
    expect((await lines('/cases/export?format=csv&view=all')).length).toBeGreaterThan(10)
  })

  it('wants the permission to export besides that of the list', async () => {
    const anna = await example.as('anna')
    const refused = await get('/api/contractors/export?format=csv', anna.api)
    expect([refused.statusCode, refused.json<{ permission: string }>().permission]).toEqual([403, 'core.export-lists'])
    const cezary = await example.as('cezary')
    const events = '/api/events/export?format=csv'
    expect((await get(events, cezary.api)).statusCode).toBe(200)
    const role = (await get('/api/roles?name=Sprzedawca', adam.api)).json<{ items: [{ id: number }] }>().items[0]
    await example.host.app.inject({
      method: 'DELETE',
      url: `/api/roles/${role.id}/grants/core.read-events`,
      headers: adam.api,
    })
    expect((await get(events, cezary.api)).json<{ permission: string }>().permission).toBe('core.read-events')
    expect((await get('/api/contractors/export?format=csv', cezary.api)).statusCode).toBe(200)
    expect((await get('/contractors', anna.page)).body).not.toContain('/contractors/export')
    expect((await get('/contractors?q=hotel', cezary.page)).body).toContain(
      '/contractors/export?q&#x3D;hotel&amp;format&#x3D;csv',
    )
  })

  it('has all rows of the filter, whatever page one looks at, and refuses a filter nobody knows', async () => {
    expect(await lines('/api/contractors/export?format=csv&limit=2', adam.api)).toHaveLength(16)
    expect(await lines('/api/contractors/export?format=csv&city=Kraków', adam.api)).toHaveLength(
      1 + (await get('/api/contractors?city=Kraków', adam.api)).json<{ items: unknown[] }>().items.length,
    )
    for (const url of [
      '/contractors/export?format=csv&nobody=1',
      '/contractors/export?format=pdf',
      '/contractors/export',
    ])
      expect((await get(url)).statusCode).toBe(400)
  })

  it('§11.22: puts an apostrophe before what a spreadsheet would run, and points for who reads English', async () => {
    await example.run(async (ctx) => {
      await ctx.db('core_contractor').where('display_name', 'like', 'Tutor%').update({
        name: '=1+1',
        display_name: '=1+1',
        note: '+48 600 100 200',
      })
    })
    const rows = await lines('/contractors/export?format=csv&cols=name,note,attr.wielkosc-firmy')
    expect(rows.find((row) => row.startsWith("'=1+1;'+48 600 100 200;"))).toBeDefined()

    await example.run((ctx) => ctx.db('core_operator').where('login', 'cezary').update({ locale: 'en' }))
    const english = await lines('/contractors/export?format=csv&cols=name,createdAt', (await example.as('cezary')).page)
    expect(english[0]).toBe('Company name,Created')
    expect(english.find((row) => /^'=1\+1,2026-\d\d-\d\d \d\d:\d\d$/.test(row))).toBeDefined()
  })
})
