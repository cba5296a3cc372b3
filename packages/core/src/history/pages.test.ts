import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Record<string, unknown>[] }

describe.each(scratchEngines)('what can be undone on %s', (engine) => {
  let example: ExampleHost
  const doors = new Map<string, Doors>()
  beforeAll(async () => {
    example = await exampleHost(engine)
    for (const login of ['adam', 'anna', 'barbara', 'franciszek']) doors.set(login, await example.as(login))
  }, 120_000)
  afterAll(() => example.drop())
  const api = async (login: string, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const headers = { ...doors.get(login)?.api }
    const answer = await example.host.app.inject({ method, url: `/api${url}`, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const page = async (login: string, url: string) => {
    const { statusCode, body } = await example.host.app.inject({ url, headers: { ...doors.get(login)?.page } })
    return { status: statusCode, body }
  }

  it('stands in the bin and in the list, for who did it and for who may edit all of its kind', async () => {
    const { json } = await api('anna', 'POST', '/contractors', { kind: 'company', name: 'Zbędna Firma' })
    const gone = await api('anna', 'DELETE', `/contractors/${json.id}?version=1`)
    const set = gone.json['changeSetId'] as number
    const expected = { id: set, kind: 'removal', label: 'Zbędna Firma', removed: 1, open: true, endsOn: '2026-12-05' }
    for (const login of ['adam', 'anna', 'barbara'])
      expect((await api(login, 'GET', '/bin')).json.items[0], login).toMatchObject(expected)
    expect((await api('franciszek', 'GET', '/bin')).json.items).toEqual([])
    expect((await api('franciszek', 'GET', `/change-sets/${set}`)).status).toBe(404)

    const shown = await page('anna', '/bin')
    for (const words of [
      'Usunięto: Zbędna Firma',
      '1 usunięty',
      'Anna Adamska',
      '05.12.2026',
      `/change-sets/${set}/reversal`,
    ])
      expect(shown.body).toContain(words)
    expect((await page('anna', `/change-sets/${set}`)).body).toContain('Zbędna Firma')

    await api('barbara', 'POST', `/change-sets/${set}/reversal`)
    expect((await api('anna', 'GET', '/bin')).json.items).toEqual([])
    const [undo, removal] = (await api('adam', 'GET', '/change-sets')).json.items
    expect([undo, removal]).toMatchObject([
      { kind: 'reversal', reversesId: set, operator: { label: 'Barbara Bąk' } },
      { id: set, open: false, reversedById: undo?.['id'] },
    ])
  })

  it('shows who changed what, for whom and when, in words, and what a record was on a past day', async () => {
    const { items } = (await api('anna', 'GET', '/contractors?q=imperial')).json
    const id = Number(items[0]?.['id'])
    const first = (await api('anna', 'GET', `/contractors/${id}`)).json
    example.clock.set('2026-11-06T08:00:00.000Z')
    // Yesterday's sessions have ended.
    for (const login of ['anna', 'barbara']) doors.set(login, await example.as(login))
    await api('anna', 'PUT', `/contractors/${id}`, { version: first.version, note: 'Nowa notatka', stage: 'order' })

    const { items: entries } = (await api('barbara', 'GET', `/contractors/${id}/history?limit=1`)).json
    expect(entries).toMatchObject([
      {
        action: 'changed',
        operator: { label: 'Anna Adamska' },
        behalf: null,
        version: first.version + 1,
        origin: 'api',
      },
    ])
    expect(entries[0]?.['changes']).toContainEqual({ field: 'note', before: first['note'], after: 'Nowa notatka' })
    const shown = await page('anna', `/contractors/${id}/history?on=2026-11-05`)
    for (const words of ['Historia zmian', 'Nowa notatka', 'Stan na koniec dnia 05.11.2026', 'Przywróć', 'Notatka'])
      expect(shown.body).toContain(words)
    const state = async (day: string) =>
      (await api('anna', 'GET', `/contractors/${id}/history?on=${day}`)).json['state']
    expect(await state('2026-11-05')).not.toContainEqual({ field: 'note', before: null, after: 'Nowa notatka' })
    expect(await state('2026-11-06')).toContainEqual({ field: 'note', before: null, after: 'Nowa notatka' })

    const at = `/contractors/${id}/history/${String(entries[0]?.['id'])}/restoration`
    const back = await api('anna', 'POST', at, { field: 'note', version: first.version + 1 })
    expect(back).toMatchObject({ status: 200, json: { version: first.version + 2 } })
    expect((await api('anna', 'GET', `/contractors/${id}`)).json['note']).toBe(first['note'])
    expect((await api('anna', 'POST', at, { field: 'displayName', version: 3 })).status).toBe(404)
  })

  it('keeps the history of what one may not see to itself', async () => {
    const mine = (await api('franciszek', 'GET', '/cases')).json.items.map(({ id }) => id)
    const all = (await api('adam', 'GET', '/cases')).json.items.map(({ id }) => Number(id))
    const other = all.find((id) => !mine.includes(id))
    expect((await api('franciszek', 'GET', `/cases/${other}/history`)).status).toBe(404)
    expect((await api('franciszek', 'GET', `/cases/${Number(mine[0])}/history`)).status).toBe(200)
  })
})
