import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

const NOTED = { kind: 'call', contractor: 'hotel IMPERIAL', subject: 'Kocioł stoi', day: '2026-11-05', from: '08:50' }

describe.each(scratchEngines)('what was noted without a connection on %s', (engine) => {
  let example: ExampleHost
  let cezary: Doors
  let who: string
  beforeAll(async () => {
    example = await exampleHost(engine)
    cezary = await example.as('cezary')
    who = (await key(cezary)).who
  }, 240_000)
  afterAll(() => example.drop())

  const get = (url: string, headers: object = cezary.page) =>
    example.host.app.inject({ url, headers: headers as Record<string, string> })
  const key = async (doors: Doors) =>
    (await get('/offline/key', doors.page)).json<{ who: string; key: string; name: string; kinds: { key: string }[] }>()
  const send = (more: object, doors = cezary, headers: object = {}) => {
    const entry = { ...NOTED, key: randomUUID(), who, ...more } as Record<string, string>
    return example.host.app.inject({
      method: 'POST',
      url: '/offline/entries',
      headers: {
        ...doors.page,
        'content-type': 'application/x-www-form-urlencoded',
        'hx-request': 'true',
        'idempotency-key': entry['key'] ?? '',
        ...headers,
      },
      payload: new URLSearchParams(entry).toString(),
    })
  }
  const events = async (subject: string) =>
    (await get(`/api/events?subject.has=${encodeURIComponent(subject)}&state=done`, cezary.api)).json<{
      items: object[]
    }>().items

  it('inventory 16: arrives as an event that is done, once, however often it is sent', async () => {
    const again = { key: randomUUID(), subject: 'Raz i nie więcej' }
    const [first, twin] = await Promise.all([send(again), send(again)])
    const late = await send(again)
    expect([first, twin, late].map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    const [href, ...others] = [first, twin, late].map(({ headers }) => headers['hx-redirect'])
    expect(href).toMatch(/^\/events\/\d+$/)
    expect(others).toEqual([href, href])
    expect(await events('Raz i nie')).toMatchObject([
      {
        subject: 'Raz i nie więcej',
        type: 'call',
        state: 'done',
        doneFrom: '2026-11-05T07:50:00.000Z',
        // A call takes a quarter of an hour, and cannot have ended later than now.
        doneTo: '2026-11-05T08:00:00.000Z',
        contractor: { label: 'Hotel Imperial' },
      },
    ])
  })

  it('is known again when its first answer was lost and the keys of requests are long swept away', async () => {
    const again = { key: randomUUID(), subject: 'Po weekendzie' }
    const first = await send(again)
    await example.run((ctx) => ctx.db('core_idempotency').delete())
    const after = await send(again)
    expect(after.headers['hx-redirect']).toBe(first.headers['hx-redirect'])
    expect(await events('Po weekendzie')).toHaveLength(1)
  })

  it('is refused without a trace while nobody is signed in, and when it is somebody else', async () => {
    const entry = { key: randomUUID(), subject: 'Nie moje' }
    const nobody = await send(entry, { ...cezary, page: { 'sec-fetch-site': 'same-origin' } })
    expect(nobody.statusCode).toBe(401)
    const other = await send(entry, await example.as('anna'))
    expect(other.statusCode).toBe(409)
    expect(decodeURIComponent(String(other.headers['x-message']))).toContain('Zanotował to kto inny')
    const foreign = await send(entry, cezary, { 'sec-fetch-site': 'cross-site' })
    expect(foreign.statusCode).toBe(403)
    expect(await events('Nie moje')).toEqual([])
    expect((await send(entry)).statusCode).toBe(200)
  })

  it('takes a contractor by his whole name or tax id alone, and one who was chosen', async () => {
    const { items } = (await get('/api/contractors?name.has=imperial', cezary.api)).json<{
      items: { id: number; taxId: string }[]
    }>()
    const [hotel] = items
    expect((await send({ contractor: hotel?.taxId })).statusCode).toBe(200)
    for (const [contractor, said] of [
      ['Imperial', 'nie wskazuje jednego kontrahenta'],
      ['Nikt taki', 'Nie ma kontrahenta „Nikt taki”'],
    ] as const) {
      const key = randomUUID()
      const refused = await send({ key, contractor })
      expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining(said)])
      expect((await send({ key, contractor, contractorId: String(hotel?.id) })).statusCode).toBe(200)
    }
  })

  it('says what is wrong with a time to come, and takes it under the same name once it is mended', async () => {
    const key = randomUUID()
    const refused = await send({ key, from: '12:00', subject: 'Za wcześnie' })
    expect(refused.statusCode).toBe(422)
    expect((await send({ key, from: '08:00', subject: 'Za wcześnie' })).statusCode).toBe(200)
    expect(await events('Za wcześnie')).toHaveLength(1)
  })

  it('is kept under a key of one person, that nobody else and no stranger is given', async () => {
    const mine = await key(cezary)
    expect(mine).toMatchObject({ who, name: 'Cezary Cichy', key: expect.stringMatching(/^[\w-]{43}$/) as string })
    expect(mine.kinds.map((kind) => kind.key)).toEqual(expect.arrayContaining(['call', 'meeting', 'execution']))
    expect((await key(cezary)).key).toBe(mine.key)
    expect((await key(await example.as('anna'))).key).not.toBe(mine.key)
    const stranger = await get('/offline/key', {})
    expect([stranger.statusCode, stranger.headers.location]).toEqual([303, '/sign-in?next=%2Foffline%2Fkey'])
    expect((await get('/offline/key')).headers['cache-control']).toBe('no-store')
  })
})

describe('the app that can be installed', () => {
  let example: ExampleHost
  beforeAll(async () => {
    example = await exampleHost('sqlite')
  }, 240_000)
  afterAll(() => example.drop())
  const get = (url: string, headers: Record<string, string> = {}) => example.host.app.inject({ url, headers })

  it('inventory 16: has a manifest with the name of the firm, its own mark and what is done most', async () => {
    const { headers, body } = await get('/manifest.webmanifest?lang=pl')
    expect(headers).toMatchObject({
      'content-type': 'application/manifest+json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    })
    const manifest = JSON.parse(body) as { icons: { src: string; type: string }[] }
    expect(manifest).toMatchObject({
      ...{ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'pl' },
      ...{ name: 'Instalacje Przykład sp. z o.o.', short_name: 'Instalacje' },
      shortcuts: [{ url: '/events/new', name: 'Zanotuj zdarzenie' }, { url: '/worklist' }],
    })
    for (const { src, type } of manifest.icons) expect((await get(src)).headers['content-type']).toBe(type)
    const page = await get('/sign-in')
    expect(page.body).toContain('<link rel="manifest" href="/manifest.webmanifest?lang=pl">')
    expect(page.headers['content-security-policy']).toContain("manifest-src 'self'")
    expect((await get('/manifest.webmanifest?lang=en')).json()).toMatchObject({ lang: 'en' })
  })

  it('has a worker that changes with what it keeps and keeps nothing of anybody', async () => {
    const { headers, body } = await get('/service-worker.js?lang=en&theme=dark')
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=600',
    })
    expect(headers['content-security-policy']).toContain("worker-src 'self'")
    const said = (name: string) =>
      JSON.parse(new RegExp(`^const ${name} = (.+)$`, 'm').exec(body)?.[1] ?? 'null') as unknown
    expect(said('PAGE')).toBe('/offline?lang=en&theme=dark&density=normal')
    const assets = said('ASSETS') as string[]
    for (const asset of assets) expect([asset, (await get(asset)).statusCode]).toEqual([asset, 200])
    expect(body).not.toMatch(/^import /m)
    // A worker is new when a text is: here the language.
    expect((await get('/service-worker.js?lang=pl&theme=dark')).body).not.toContain(String(said('VERSION')))

    const page = await get(String(said('PAGE')))
    expect((await get('/service-worker.js?lang=en&theme=dark')).body).toBe(body)
    const adam = await example.as('adam')
    expect((await get(String(said('PAGE')), adam.page)).body).toBe(page.body)
    expect(page.body).toContain('<html lang="en" data-theme="dark"')
    expect(page.body).not.toContain('Adam')
    const named = [...page.body.matchAll(/(?:href|src)="(\/a\/[^"#]+)/g)].map(([, address]) => address)
    expect(named.filter((address) => !assets.includes(address ?? '') && !address?.includes('/app/'))).toEqual([])
  })
})
