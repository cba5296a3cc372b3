import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type ExampleHost } from '../example-firm/example-host.js'

interface SearchAnswer {
  readonly groups: readonly {
    readonly entity: string
    readonly count: number
    readonly items: readonly { readonly label: string }[]
  }[]
}

describe.each(scratchEngines)('the addresses of lists, search and pickers on %s', (engine) => {
  let example: ExampleHost
  beforeAll(async () => {
    example = await exampleHost(engine)
  }, 120_000)
  afterAll(() => example.drop())

  async function ask(login: string, door: 'api' | 'page', url: string) {
    const doors = await example.as(login)
    const answer = await example.host.app.inject({
      method: 'GET',
      url: door === 'api' ? `/api${url}` : url,
      headers: { ...doors[door] },
    })
    return { status: answer.statusCode, body: answer.body, json: <T>() => answer.json<T>() }
  }
  const names = async (query: string) => {
    const { json } = await ask('adam', 'api', `/contractors?limit=200&${query}`)
    return json<{ items: { displayName: string }[] }>().items.map(({ displayName }) => displayName)
  }

  it('finds the example firm by its attributes', async () => {
    expect(await names('attr.wielkosc-firmy=srednia')).toHaveLength(3)
    expect(await names('attr.wielkosc-firmy=srednia&attr.wielkosc-firmy=duza')).toHaveLength(5)
    expect(await names('attr.wielkosc-firmy.not=mala')).toHaveLength(9)
    expect(await names('attr.wielkosc-firmy.empty=yes')).toHaveLength(4)
    expect(await names('attr.branza.all=hotelarstwo&attr.branza.all=gastronomia')).toEqual(['Hotel Imperial'])
  })

  it('refuses a filter nobody knows to a program, and sets it aside for a person', async () => {
    const api = await ask('adam', 'api', '/contractors?kolor=czerwony')
    expect([api.status, api.json<{ code: string }>().code]).toEqual([400, 'core.malformed'])
    const page = await ask('adam', 'page', '/contractors?kolor=czerwony')
    expect([page.status, page.body.includes('kolor')]).toEqual([200, true])
  })

  it('searches what each one may see', async () => {
    const cases = async (login: string) => {
      const { json } = await ask(login, 'api', '/search?q=kocio&entity=core.case')
      return json<SearchAnswer>().groups.map(({ count }) => count)
    }
    expect(await cases('adam')).toEqual([1])
    expect(await cases('franciszek')).toEqual([])
    expect((await ask('adam', 'page', '/palette?q=imperial')).body).toContain('Hotel')
  })

  it('offers a picker up to eight', async () => {
    const { body } = await ask('adam', 'page', '/pick/core.contractor?q=piece')
    expect(body.match(/role="option"/g)).toHaveLength(3)
    expect((await ask('adam', 'page', '/pick/core.nothing?q=a')).status).toBe(404)
  })
})
