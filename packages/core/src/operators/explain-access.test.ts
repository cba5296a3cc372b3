import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Case } from '../cases/models/case.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { Operator } from './operator.js'

describe.each(scratchEngines)('why somebody may read a record or not, on %s', (engine) => {
  let example: ExampleHost
  const doors: Record<string, Doors> = {}
  let boiler = 0
  let franciszek = 0
  beforeAll(async () => {
    example = await exampleHost(engine)
    // On a busy machine the loading itself looks like a jam; the server forgets it after a second.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    for (const login of ['adam', 'franciszek']) doors[login] = await example.as(login)
    const { db } = example.host.kernel
    boiler = (await Case.query(db).findOne({ name: 'Kocioł gazowy' }).throwIfNotFound()).id
    franciszek = (await Operator.query(db).findOne({ login: 'franciszek' }).throwIfNotFound()).id
  }, 120_000)
  afterAll(() => example.drop())

  const ask = async (login: string, query: string, door: 'api' | 'page' = 'api') => {
    await new Promise((resolve) => setImmediate(resolve))
    const url = `${door === 'api' ? '/api' : ''}/access?entity=core.case&${query}`
    return example.host.app.inject({ url, headers: { ...doors[login]?.[door] } })
  }

  it('§11.3: of Franciszek and the boiler tells Adam that it is not allowed: own, and the owner is Cezary', async () => {
    const answer = await ask('adam', `operator=${franciszek}&record=${boiler}`)
    expect(answer.json()).toEqual({
      allowed: false,
      reasons: [{ kind: 'owner', opens: false, text: 'własne, prowadzący to Cezary Cichy' }],
    })
  })

  it('§11.3: shows Franciszek his one case, and nothing of the boiler on any path', async () => {
    const get = (login: string, url: string, door: 'api' | 'page' = 'api') =>
      example.host.app.inject({ url: door === 'api' ? `/api${url}` : url, headers: { ...doors[login]?.[door] } })
    const list = (await get('franciszek', '/cases?count=yes')).json<{
      items: { number: string }[]
      count: { value: number }
    }>()
    expect([list.items.map(({ number }) => number), list.count.value]).toEqual([['S/3/2026'], 1])

    const file = await example.host.kernel
      .db('core_attachment as a')
      .join('core_event as e', 'e.id', 'a.event_id')
      .where('e.case_id', boiler)
      .first<{ id: number }>('a.id')
    for (const url of [`/cases/${boiler}`, `/attachments/${file.id}`]) {
      expect([url, (await get('franciszek', url)).statusCode]).toEqual([url, 404])
      expect([url, (await get('adam', url)).statusCode]).toEqual([url, 200])
    }
    expect((await get('franciszek', `/cases/${boiler}`, 'page')).statusCode).toBe(404)
    for (const [login, counts] of [
      ['franciszek', []],
      ['adam', [1]],
    ] as const) {
      const { groups } = (await get(login, '/search?q=kocio&entity=core.case')).json<{ groups: { count: number }[] }>()
      expect([login, groups.map(({ count }) => count)]).toEqual([login, counts])
    }
  })

  it('tells a share, and lets nobody but who manages roles ask about others', async () => {
    await example.host.kernel.db('core_share').insert({
      entity: 'core.case',
      record_id: boiler,
      operator_id: franciszek,
      created_at: '2026-11-05T08:00:00.000Z',
    })
    await example.host.kernel.db('core_revision').where({ name: 'access' }).increment('n', 1)
    const answer = await ask('franciszek', `record=${boiler}`)
    expect(answer.json()).toMatchObject({ allowed: true, reasons: [{ opens: false }, { kind: 'share', opens: true }] })
    expect((await ask('franciszek', `operator=1&record=${boiler}`)).statusCode).toBe(403)
    await example.host.kernel.db('core_share').delete()
    await example.host.kernel.db('core_revision').where({ name: 'access' }).increment('n', 1)
  })

  it('tells who asks about himself the same of a record he may not see and of one there is not', async () => {
    const [hidden, none] = [await ask('franciszek', `record=${boiler}`), await ask('franciszek', 'record=999999')]
    expect(hidden.json()).toEqual(none.json())
    expect(hidden.body).not.toContain('Cezary')
    const lost = await example.host.app.inject({ url: `/cases/${boiler}`, headers: { ...doors.franciszek?.page } })
    expect([lost.statusCode, lost.body.includes(`/access?entity&#x3D;core.case`)]).toEqual([404, true])
    const page = await ask('franciszek', `record=${boiler}`, 'page')
    expect([page.statusCode, page.body.includes('nie wolno przeglądać')]).toEqual([200, true])
  })
})
