import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number; fields?: Record<string, unknown>[] }

describe.each(scratchEngines)('two people at once on %s', (engine) => {
  let example: ExampleHost
  let anna: Doors
  let barbara: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    anna = await example.as('anna')
    barbara = await example.as('barbara')
  }, 120_000)
  afterAll(() => example.drop())

  async function ask(who: Doors, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object, more = {}) {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: { ...who.api, ...more },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const fresh = async (more: object = {}) => {
    const made = { kind: 'company', name: `Firma ${Math.random()}`, note: 'stara', ...more }
    return (await ask(anna, 'POST', '/contractors', made)).json
  }

  it('§11.23: different fields both stay, the same one is a conflict, If-Match merges nothing', async () => {
    const { items } = (await ask(anna, 'GET', '/contractors?q=imperial')).json as unknown as { items: Json[] }
    const at = `/contractors/${items[0]?.id}`
    const { version } = (await ask(anna, 'GET', at)).json
    const { note } = (await ask(anna, 'GET', at)).json
    const first = await ask(anna, 'PUT', at, { version, note: 'Anna: dzwonić rano' })
    expect([first.status, first.json.version]).toEqual([200, version + 1])

    const second = await ask(barbara, 'PUT', at, { version, activity: '55.10.Z' })
    expect(second.json).toMatchObject({ version: version + 2, activity: '55.10.Z', note: 'Anna: dzwonić rano' })

    const third = await ask(barbara, 'PUT', at, { version, note: 'Barbara: dzwonić po południu' })
    expect([third.status, third.json['code']]).toEqual([409, 'core.conflict'])
    expect(third.json.fields).toEqual([
      {
        path: 'note',
        mine: 'Barbara: dzwonić po południu',
        theirs: 'Anna: dzwonić rano',
        original: note,
        by: { id: expect.any(Number) as number, label: 'Anna Adamska' },
        at: expect.stringMatching(/Z$/) as string,
      },
    ])
    expect((await ask(barbara, 'GET', at)).json.version).toBe(version + 2)

    const exact = await ask(barbara, 'PUT', at, { activity: '55.20.Z' }, { 'if-match': `"${version}"` })
    expect([exact.status, exact.json['code']]).toEqual([412, 'core.version-mismatch'])
    expect((await ask(barbara, 'PUT', at, { activity: '55.20.Z' })).status).toBe(428)
  })

  it('a field sent as it was is untouched, and the same value twice is no conflict', async () => {
    const { id } = await fresh()
    const at = `/contractors/${id}`
    await ask(anna, 'PUT', at, { version: 1, note: 'nowa', activity: '43.22' })
    const merged = await ask(barbara, 'PUT', at, { version: 1, note: 'stara', activity: ' 43.22 ', regon: null })
    expect([merged.status, merged.json]).toMatchObject([200, { version: 2, note: 'nowa', activity: '43.22' }])
  })

  it('lists of values join by item, attributes as well', async () => {
    const { id } = await fresh({ roles: ['client', 'supplier'] })
    const at = `/contractors/${id}`
    await ask(anna, 'PUT', at, { version: 1, roles: ['client', 'partner'], attributes: { branza: ['gastronomia'] } })
    const { status, json } = await ask(barbara, 'PUT', at, {
      version: 1,
      roles: ['client', 'supplier', 'producer'],
      attributes: { branza: ['hotelarstwo'], 'wielkosc-firmy': 'mala' },
    })
    expect(status).toBe(200)
    expect((json['roles'] as string[]).toSorted()).toEqual(['client', 'partner', 'producer'])
    const { branza, ...others } = json['attributes'] as Record<string, string[]>
    expect([branza?.toSorted(), others]).toEqual([['gastronomia', 'hotelarstwo'], { 'wielkosc-firmy': 'mala' }])

    const late = await ask(anna, 'PUT', at, { version: 2, attributes: { 'wielkosc-firmy': 'duza' } })
    expect(late.json.fields).toMatchObject([
      { path: 'attr.wielkosc-firmy', mine: 'duza', theirs: 'mala', original: null },
    ])
  })

  it('many at the same moment, each with a field of his own, all stay', async () => {
    const { id } = await fresh()
    const fields = ['note', 'activity', 'regon', 'vatEuId'] as const
    const values = { note: 'raz', activity: 'dwa', regon: '012345675', vatEuId: 'DE123456789' }
    const done = await Promise.all(
      fields.map((field) => ask(anna, 'PUT', `/contractors/${id}`, { version: 1, [field]: values[field] })),
    )
    expect(done.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect((await ask(anna, 'GET', `/contractors/${id}`)).json).toMatchObject({
      version: 5,
      note: 'raz',
      activity: 'dwa',
    })
  })

  it('§11.23: a person chooses between mine and theirs, and nothing typed is lost', async () => {
    const { id } = await fresh({ activity: '43.22' })
    await ask(anna, 'PUT', `/contractors/${id}`, { version: 1, note: 'Anny', regon: '012345675' })
    const send = (typed: object) =>
      example.host.app.inject({
        method: 'POST',
        url: `/contractors/${id}`,
        headers: {
          ...barbara.page,
          'content-type': 'application/x-www-form-urlencoded',
          referer: 'http://localhost/x',
        },
        payload: new URLSearchParams(typed as Record<string, string>).toString(),
      })
    const typed = { kind: 'company', name: 'Nazwa Barbary', note: 'Barbary', regon: '142396858', activity: '43.22' }
    const asked = await send({ ...typed, version: '1' })
    expect(asked.statusCode).toBe(409)
    for (const words of ['Notatka', 'Barbary', 'Anny', 'stara', 'Anna Adamska', 'REGON', 'Zapisz wybrane'])
      expect(asked.body).toContain(words)
    expect(asked.body).toContain('<input type="hidden" name="name" value="Nazwa Barbary">')
    expect((await ask(anna, 'GET', `/contractors/${id}`)).json.version).toBe(2)

    const chosen = { 'conflict.note': 'theirs', 'conflict.regon': 'mine' }
    expect((await send({ ...typed, version: '2', ...chosen })).statusCode).toBe(303)
    expect((await ask(anna, 'GET', `/contractors/${id}`)).json).toMatchObject({
      version: 3,
      name: 'Nazwa Barbary',
      note: 'Anny',
      regon: '142396858',
      activity: '43.22',
    })
  })

  it('removing answers with what brings it back, and the page that follows says so once', async () => {
    const { id } = await fresh({ name: 'Do kosza' })
    const gone = await ask(anna, 'DELETE', `/contractors/${id}?version=1`)
    expect(gone).toMatchObject({ status: 200, json: { changeSetId: expect.any(Number) as number } })
    const back = await ask(anna, 'POST', `/change-sets/${String(gone.json['changeSetId'])}/reversal`)
    expect(back).toMatchObject({ status: 201, json: { restored: 1, left: [] } })
    expect((await ask(anna, 'GET', `/contractors/${id}`)).json).toMatchObject({ id, name: 'Do kosza', version: 1 })

    const page = async (method: 'GET' | 'POST', url: string, cookie = '', payload = '') =>
      example.host.app.inject({
        method,
        url,
        headers: {
          ...anna.page,
          cookie: `${anna.page['cookie'] ?? ''}; ${cookie}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        ...(payload && { payload }),
      })
    const removed = await page('POST', `/contractors/${id}/removal`, '', 'version=1')
    const note = String(removed.headers['set-cookie']).split(';')[0] ?? ''
    expect([removed.statusCode, note]).toEqual([303, expect.stringMatching(/^berberis-undo=\d+$/)])
    const shown = await page('GET', '/contractors', note)
    const [, action] = /action="(\/change-sets\/\d+\/reversal)"/.exec(shown.body) ?? []
    expect(shown.body).toContain('Usunięto: Do kosza')
    expect(String(shown.headers['set-cookie'])).toContain('Max-Age=0')
    const undone = await page('POST', action ?? '')
    expect([undone.statusCode, undone.headers['location']]).toEqual([303, `/contractors/${id}`])
  })
})
