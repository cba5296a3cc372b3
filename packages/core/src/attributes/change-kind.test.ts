import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

interface TypeRecord {
  readonly id: number
  readonly version: number
  readonly kind: string
  readonly items: readonly { readonly key: string; readonly uses: number }[]
}

describe.each(scratchEngines)('the kind of an attribute on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const send = (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) =>
    example.host.app.inject({ method, url: `/api${url}`, headers: adam.api, ...(payload && { payload }) })
  const define = async (given: object) =>
    (await send('POST', '/attribute-types', { entity: 'core.contractor', ...given })).json<TypeRecord>()
  const change = async (id: number, kind: string) => {
    const { version } = (await send('GET', `/attribute-types/${id}`)).json<TypeRecord>()
    return send('POST', `/attribute-types/${id}/kind-changes`, { version, kind })
  }
  const put = async (at: number, attributes: object) => {
    const { items } = (await send('GET', '/contractors?sort=name&limit=5')).json<{
      items: { id: number; version: number }[]
    }>()
    const one = items[at]
    const sent = { version: one?.version, attributes }
    return (await send('PUT', `/contractors/${one?.id}`, sent)).statusCode
  }
  const count = async (query: string) =>
    (await send('GET', `/contractors?count=yes&${query}`)).json<{ count: { value: number } }>().count.value

  it('goes from number to text to a choice to choices, and the values go with it', async () => {
    const { id } = await define({ labelPl: 'Piętro', kind: 'number', default: '1' })
    expect([await put(0, { pietro: '2' }), await put(1, { pietro: '10' }), await put(2, { pietro: '2' })]).toEqual([
      200, 200, 200,
    ])
    expect((await change(id, 'choice')).json<{ code: string }>().code).toBe('core.attribute-type-fixed')
    expect((await change(id, 'text')).statusCode).toBe(201)
    expect(await count('attr.pietro.starts=10')).toBe(1)

    const dry = await send('GET', `/attribute-types/${id}/kind-changes/new`)
    expect(dry.json()).toEqual({
      kind: 'choice',
      records: 3,
      values: [
        { label: '2', uses: 2 },
        { label: '10', uses: 1 },
      ],
    })
    const page = await example.host.app.inject({
      url: `/attribute-types/${id}/kind-changes/new`,
      headers: adam.page,
    })
    expect(page.statusCode).toBe(200)
    expect((await change(id, 'choice')).statusCode).toBe(201)
    const { kind, items } = (await send('GET', `/attribute-types/${id}`)).json<TypeRecord>()
    expect([kind, items.map(({ key, uses }) => [key, uses])]).toEqual([
      'choice',
      [
        ['2', 2],
        ['10', 1],
      ],
    ])
    expect(await count('attr.pietro=2')).toBe(2)

    expect((await change(id, 'choices')).statusCode).toBe(201)
    expect(await count('attr.pietro.all=10')).toBe(1)
    expect((await change(id, 'text')).json<{ code: string }>().code).toBe('core.attribute-type-fixed')
  })
})
