import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Json[] }

describe.each(scratchEngines)('work of several people on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let cezary: Doors
  const ids = new Map<string, number>()
  beforeAll(async () => {
    example = await exampleHost(engine)
    ;[adam, cezary] = [await example.as('adam'), await example.as('cezary')]
    for (const { id, login } of await example.host.kernel.db('core_operator').select('id', 'login')) ids.set(login, id)
  }, 120_000)
  afterAll(() => example.drop())

  const api = async (who: Doors, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const page = async (url: string) => (await example.host.app.inject({ url, headers: adam.page })).body
  const hotel = async () => (await api(adam, 'GET', '/contractors?name.has=imperial')).json.items[0]?.id ?? 0
  const anEvent = async (more: object) => {
    const plan = { type: 'call', plannedFrom: '2026-11-20T09:00:00Z', deadline: null }
    return (await api(adam, 'POST', '/events', { ...plan, contractorId: await hotel(), ...more })).json
  }
  const told = async () => (await api(adam, 'GET', '/notifications?unread=yes')).json.items

  it('§11.15: finds cases by trade, by contractor and by alias, and keeps one in which something happened', async () => {
    expect((await api(adam, 'GET', '/cases?trade=buying')).json.items).toHaveLength(5)
    const ofHotel = (await api(adam, 'GET', `/cases?contractor=${await hotel()}`)).json.items
    expect(ofHotel.map((each) => each.contractorRole).sort()).toEqual(['client', 'client', 'supplier'])
    const [boiler] = (await api(adam, 'GET', '/cases?q=grzewcz')).json.items
    expect(boiler?.name).toBe('Kocioł gazowy')
    const refused = await api(adam, 'DELETE', `/cases/${boiler?.id}?version=${boiler?.version}`)
    expect([refused.status, refused.json.code, refused.json.count]).toEqual([422, 'core.case-has-events', 12])
  })

  it('tells who ordered an event that it is done, and lets him finish his own with one press', async () => {
    const first = await anEvent({ subject: 'mine' })
    const order = await anEvent({ subject: 'ordered', originId: first.id, ownerId: ids.get('cezary') })
    expect(await page(`/events/${first.id}`)).toContain(`/events/${order.id}"`)
    expect(await page(`/events/${order.id}`)).toContain(`/events/${first.id}"`)
    expect(await told()).toEqual([])

    await api(cezary, 'POST', `/events/${order.id}/completion`, { doneTo: '2026-11-05T08:00:00Z' })
    const [notice] = await told()
    expect(notice).toMatchObject({
      text: 'Zrobione: ordered (zlecone w\u00a0zdarzeniu: mine)',
      action: { href: `/events/${first.id}/completion` },
    })
    await api(adam, 'POST', `/events/${first.id}/completion`, { doneTo: '2026-11-05T08:00:00Z' })
    expect(await told()).toEqual([])
  })

  it('offers to order an event from one, and the form carries which', async () => {
    const first = await anEvent({ subject: 'to order from' })
    expect(await page(`/events/${first.id}`)).toMatch(
      new RegExp(`/events/new\\?contractor&#x3D;\\d+&amp;origin&#x3D;${first.id}"`),
    )
    expect(await page(`/events/new?origin=${first.id}`)).toContain(`name="originId" value="${first.id}"`)
  })

  it('hands open events of a case to its new owner when that is asked for, and only those of the former one', async () => {
    const mine = ids.get('adam')
    const body = { name: 'Piec', contractorId: await hotel(), contractorRole: 'client', ownerId: mine }
    const { id: caseId, version } = (await api(adam, 'POST', '/cases', body)).json
    const [open, other] = [
      await anEvent({ subject: 'open', caseId }),
      await anEvent({ subject: 'other', caseId, ownerId: ids.get('anna') }),
    ]
    const done = await anEvent({ subject: 'done', caseId, state: 'done', plannedFrom: null })
    const ownerOf = async (id: number) => ((await api(adam, 'GET', `/events/${id}`)).json.owner as { id: number }).id

    const kept = await api(adam, 'PUT', `/cases/${caseId}`, { version, ownerId: ids.get('dorota') })
    expect(await ownerOf(open.id)).toBe(mine)
    const back = await api(adam, 'PUT', `/cases/${caseId}`, { version: kept.json.version, ownerId: mine })
    const to = { version: back.json.version, ownerId: ids.get('cezary'), takeEvents: true }
    expect((await api(adam, 'PUT', `/cases/${caseId}`, to)).status).toBe(200)
    expect(await ownerOf(open.id)).toBe(ids.get('cezary'))
    expect(await ownerOf(other.id)).toBe(ids.get('anna'))
    expect(await ownerOf(done.id)).toBe(mine)
  })

  it('shows events that are in no case in a view of their own', async () => {
    const { id } = await anEvent({ subject: 'loose' })
    const found = await page('/events?view=unassigned')
    expect(found).toContain(`/events/${id}"`)
    expect(found).toContain('Bez sprawy')
  })
})
