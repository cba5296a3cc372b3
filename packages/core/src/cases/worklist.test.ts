import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

interface Event {
  readonly id: number
  readonly version: number
  readonly subject: string
}
interface Group {
  readonly key: string
  readonly count: number
  readonly items: readonly Event[]
  readonly next: string | null
}

describe.each(scratchEngines)('the worklist on %s', (engine) => {
  let example: ExampleHost
  let anna: Doors
  let cezary: Doors
  let grazyna: Doors
  const ids = new Map<string, number>()
  beforeAll(async () => {
    example = await exampleHost(engine)
    ;[anna, cezary, grazyna] = [await example.as('anna'), await example.as('cezary'), await example.as('grazyna')]
    const { db } = example.host.kernel
    for (const { id, login } of await db('core_operator').select('id', 'login')) ids.set(login, id)
    await db('core_event').update({ state: 'done' })
  }, 120_000)
  afterAll(() => example.drop())

  const api = async <T>(who: Doors, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: answer.json<T>() }
  }
  const contractorId = async () => {
    const row = await example.host.kernel.db('core_contractor').orderBy('id').first<{ id: number }>('id')
    return row.id
  }
  const anEvent = async (subject: string, more: object = {}) => {
    const body = { type: 'call', subject, contractorId: await contractorId(), deadline: null, ...more }
    const { status, json } = await api<Event>(anna, 'POST', '/events', body)
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json
  }
  const groups = async (who: Doors, query = '') =>
    (await api<{ groups: Group[] }>(who, 'GET', `/worklist${query}`)).json.groups
  const subjects = (found: readonly Group[]) =>
    Object.fromEntries(found.map(({ key, items }) => [key, items.map(({ subject }) => subject)]))
  const unread = async (who: Doors) =>
    (await api<{ items: { text: string }[] }>(who, 'GET', '/notifications?unread=yes')).json.items

  it('stands in groups: late ones by deadline, then today’s, the next seven days’ and later ones', async () => {
    await anEvent('later', { plannedFrom: '2026-11-13T08:00:00Z' })
    await anEvent('in a week', { plannedFrom: '2026-11-12T08:00:00Z' })
    await anEvent('tomorrow', { plannedFrom: '2026-11-06T08:00:00Z' })
    await anEvent('this evening', { plannedFrom: '2026-11-05T18:00:00Z' })
    await anEvent('this morning, not late', { plannedFrom: '2026-11-05T06:00:00Z' })
    await anEvent('late', { deadline: '2026-11-05T07:00:00Z' })
    await anEvent('later than late', { plannedFrom: '2026-11-20T08:00:00Z', deadline: '2026-11-04T07:00:00Z' })
    expect(subjects(await groups(anna))).toEqual({
      overdue: ['later than late', 'late'],
      today: ['this morning, not late', 'this evening'],
      week: ['tomorrow', 'in a week'],
      later: ['later'],
    })
  })

  it('shows what is performed by me, and what is mine while nobody performs it', async () => {
    await anEvent('given away', { plannedFrom: '2026-11-06T09:00:00Z', performerId: ids.get('cezary') })
    await anEvent('owned by him', { plannedFrom: '2026-11-06T10:00:00Z', ownerId: ids.get('cezary') })
    expect(subjects(await groups(cezary))).toEqual({ week: ['given away', 'owned by him'] })
    expect((await groups(anna)).flatMap(({ items }) => items.map(({ subject }) => subject))).not.toContain('given away')
  })

  it('goes on in one group, where it broke off', async () => {
    for (let n = 0; n < 23; n += 1)
      await anEvent(`g${String(n).padStart(2, '0')}`, {
        plannedFrom: '2026-11-07T09:00:00Z',
        performerId: ids.get('grazyna'),
      })
    const [first] = await groups(grazyna)
    expect([first?.key, first?.count, first?.items.length]).toEqual(['week', 23, 20])
    const [rest] = await groups(grazyna, `?group=week&after=${encodeURIComponent(first?.next ?? '')}`)
    expect(rest?.items.map(({ subject }) => subject)).toEqual(['g20', 'g21', 'g22'])
    expect(rest?.next).toBeNull()
    expect((await api(grazyna, 'GET', '/worklist?group=week&after=x')).status).toBe(400)
  })

  it('is ticked in place, and what was ticked may be taken back', async () => {
    const { id } = await anEvent('to tick', { plannedFrom: '2026-11-05T07:00:00Z' })
    const post = (url: string) =>
      example.host.app.inject({
        method: 'POST',
        url,
        headers: {
          ...anna.page,
          'content-type': 'application/x-www-form-urlencoded',
          'hx-request': 'true',
          'hx-request-type': 'partial',
        },
        payload: `idempotencyKey=${randomUUID()}`,
      })
    const ticked = await post(`/worklist/${id}/completion`)
    expect(ticked.statusCode).toBe(200)
    expect(ticked.body).toContain(`/events/${id}/completion/removal`)
    expect(ticked.body).not.toContain(`worklist-event-${id}"`)
    expect((await post(`/worklist/${id}/completion`)).statusCode).toBe(422)
    await post(`/events/${id}/completion/removal`)
    expect((await groups(anna)).flatMap(({ items }) => items.map((item) => item.id))).toContain(id)
  })

  it('tells whoever is given an event, once each time, and nobody of what he gave himself', async () => {
    await api(cezary, 'POST', '/notifications/reading', {})
    const { id, version } = await anEvent('yours', { plannedFrom: '2026-11-09T09:00:00Z' })
    expect(await unread(anna)).toEqual([])
    const given = await api<Event>(anna, 'PUT', `/events/${id}`, { version, performerId: ids.get('cezary') })
    await api(anna, 'PUT', `/events/${id}`, { version: given.json.version, note: 'x' })
    expect((await unread(cezary)).map(({ text }) => text)).toEqual([
      'Anna Adamska: to zdarzenie jest teraz Twoje – yours',
    ])
  })

  it('is heard to change by both whose it was and whose it becomes', async () => {
    const { id, version } = await anEvent('moved', { plannedFrom: '2026-11-09T09:00:00Z' })
    const { db } = example.host.kernel
    await db('core_touched').delete()
    await api(anna, 'PUT', `/events/${id}`, { version, performerId: ids.get('cezary') })
    const topics: string[] = await db('core_touched').orderBy('id').pluck('topic')
    const lists = ['anna', 'cezary'].map((login) => `core.worklist:${ids.get(login) ?? 0}`)
    expect(topics).toEqual(expect.arrayContaining([...lists, `core.event:${id}`, 'core.event']))
  })

  it('may be given to another only by who may assign', async () => {
    const franciszek = await example.as('franciszek')
    const { id, version } = await anEvent('mine', {
      plannedFrom: '2026-11-09T09:00:00Z',
      ownerId: ids.get('franciszek'),
    })
    const refused = await api<{ code: string }>(franciszek, 'PUT', `/events/${id}`, {
      version,
      performerId: ids.get('anna'),
    })
    expect([refused.status, refused.json.code]).toEqual([422, 'core.not-to-assign'])
  })
})
