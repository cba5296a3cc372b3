import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

interface Item {
  readonly id: number
  readonly key: string
  readonly labelPl: string
  readonly uses: number
  readonly archived: boolean
}
interface TypeRecord {
  readonly id: number
  readonly version: number
  readonly items: readonly Item[]
}

/** Spec-core §11, examples 8 and 9, over the API and the pages. */
describe.each(scratchEngines)('attributes of the example firm on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
    example.host.app.inject({ method, url: `/api${url}`, headers: adam.api, ...(payload && { payload }) })
  const get = async <T>(url: string) => (await send('GET', url)).json<T>()
  const found = async (query: string) =>
    get<{ items: { displayName: string; attributes?: Record<string, unknown> }[]; count: { value: number } }>(
      `/contractors?count=yes&limit=50&cols=attr.wielkosc-firmy&${query}`,
    )
  const names = async (query: string) => (await found(query)).items.map(({ displayName }) => displayName).toSorted()
  const size = async () => {
    const { items } = await get<{ items: (TypeRecord & { key: string })[] }>('/attribute-types?entity=core.contractor')
    return get<TypeRecord>(`/attribute-types/${items.find(({ key }) => key === 'wielkosc-firmy')?.id}`)
  }
  const item = ({ items }: TypeRecord, key: string) => {
    const one = items.find((each) => each.key === key)
    if (!one) throw new Error(key)
    return one
  }
  const counts = async () => Object.fromEntries((await size()).items.map(({ key, uses }) => [key, uses]))

  it('§11.8: the size of the firm filters, its complement is exact, and its order is that of the set', async () => {
    expect((await found('attr.wielkosc-firmy=srednia')).count.value).toBe(3)
    expect((await found('attr.wielkosc-firmy=srednia&attr.wielkosc-firmy=duza')).count.value).toBe(5)
    expect((await found('attr.wielkosc-firmy.not=mala')).count.value).toBe(9)
    expect((await found('attr.wielkosc-firmy.empty=yes')).count.value).toBe(4)
    const sorted = (await found('sort=attr.wielkosc-firmy')).items.map(
      ({ attributes }) => attributes?.['wielkosc-firmy'] ?? null,
    )
    const times = (value: string | null, n: number) => Array.from({ length: n }, () => value)
    expect(sorted).toEqual([...times('duza', 2), ...times('srednia', 3), ...times('mala', 6), ...times(null, 4)])
    const both = await names('attr.branza.all=hotelarstwo&attr.branza.all=gastronomia')
    expect(both).toHaveLength(1)
    expect(both[0]).toMatch(/Imperial/)
  })

  it('§11.9: a used value is not deleted, a renamed one keeps its key, a merged one can be parted again', async () => {
    let type = await size()
    const small = item(type, 'mala')
    const refused = await send('DELETE', `/attribute-types/${type.id}/items/${small.id}?version=${type.version}`)
    expect([refused.statusCode, refused.json<{ code: string; uses: number }>()]).toMatchObject([
      422,
      { code: 'core.value-in-use', uses: 6 },
    ])

    const at = `/attribute-types/${type.id}/items/${small.id}`
    expect((await send('PUT', at, { version: type.version, labelPl: 'Mała firma' })).statusCode).toBe(200)
    type = await size()
    expect(item(type, 'mala')).toMatchObject({ labelPl: 'Mała firma', uses: 6 })
    const page = await example.host.app.inject({
      url: '/contractors?view=all&attr.wielkosc-firmy=mala&cols=displayName,attr.wielkosc-firmy',
      headers: adam.page,
    })
    expect(page.body.match(/<td[^>]*>[^<]*(?:<[^>]*>)*Mała firma/g)).toHaveLength(6)

    const before = await names('attr.wielkosc-firmy=mala')
    const merge = await send('POST', `${at}/merges`, { version: type.version, into: item(type, 'srednia').id })
    expect(merge.statusCode).toBe(201)
    expect(await counts()).toEqual({ duza: 2, srednia: 9, mala: 0 })
    expect((await found('attr.wielkosc-firmy=srednia')).count.value).toBe(9)

    const { changeSetId } = merge.json<{ changeSetId: number }>()
    const undone = await send('POST', `/change-sets/${changeSetId}/reversal`)
    expect([undone.statusCode, undone.json()]).toMatchObject([201, { left: [] }])
    expect(await counts()).toEqual({ duza: 2, srednia: 3, mala: 6 })
    expect(await names('attr.wielkosc-firmy=mala')).toEqual(before)
    expect(item(await size(), 'mala').archived).toBe(false)
  })

  it('a merged value means the other one to whoever still sends it, and to a record that holds both', async () => {
    const { items } = await get<{ items: (TypeRecord & { key: string })[] }>('/attribute-types?entity=core.contractor')
    const trade = items.find(({ key }) => key === 'branza')
    if (!trade) throw new Error('no trade')
    const [hotels, catering] = [item(trade, 'hotelarstwo'), item(trade, 'gastronomia')]
    const url = `/attribute-types/${trade.id}/items/${catering.id}/merges`
    expect((await send('POST', url, { version: trade.version, into: catering.id })).statusCode).toBe(422)
    expect((await send('POST', url, { version: trade.version, into: hotels.id })).statusCode).toBe(201)

    const one = await get<{ items: { id: number; version: number; attributes: { branza: string[] } }[] }>(
      '/contractors?q=imperial&cols=attr.branza',
    )
    const [imperial] = one.items
    expect(imperial?.attributes.branza).toEqual(['hotelarstwo'])
    const sent = { version: imperial?.version, attributes: { branza: ['gastronomia'] } }
    const saved = await send('PUT', `/contractors/${imperial?.id}`, sent)
    expect([saved.statusCode, saved.json<{ attributes: object }>().attributes]).toMatchObject([
      200,
      { branza: ['hotelarstwo'] },
    ])
  })

  it('has pages for all of it', async () => {
    const type = await size()
    for (const url of [
      '/attribute-types',
      '/attribute-types?entity=core.contractor&q=wiel',
      '/attribute-types/new?entity=core.contractor',
      `/attribute-types/${type.id}`,
      `/attribute-types/${type.id}?q=du`,
      `/attribute-types/${type.id}/items/${item(type, 'mala').id}/merges/new`,
    ]) {
      const { statusCode, body } = await example.host.app.inject({ url, headers: adam.page })
      expect([url, statusCode]).toEqual([url, 200])
      expect(body).toContain('<h1>')
    }
  })
})
