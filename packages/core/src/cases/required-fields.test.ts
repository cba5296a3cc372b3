import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAttributeType } from '../attributes/create-attribute-type.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number; items: Json[]; errors?: { field: string }[] }

describe.each(scratchEngines)('kinds of events an administrator defines on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let cezary: Doors
  let contractorId: number
  beforeAll(async () => {
    example = await exampleHost(engine)
    ;[adam, cezary] = [await example.as('adam'), await example.as('cezary')]
    contractorId = (await api('GET', '/contractors?name.has=imperial')).json.items[0]?.id ?? 0
    await example.run((ctx) =>
      createAttributeType(ctx, {
        entity: 'core.event',
        kind: 'text',
        labelPl: 'Numer seryjny',
        labelEn: 'Serial number',
      }),
    )
  }, 240_000)
  afterAll(() => example.drop())

  const api = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, who = adam) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: answer.json<Json>() }
  }
  const pathsOf = ({ json }: { json: Json }) =>
    ((json.fields ?? json.errors) as { path: string; code: string }[]).map(({ path, code }) => [path, code])
  const survey = async () => (await api('GET', '/event-types')).json.items.find(({ key }) => key === 'ogledziny')
  const plan = { type: 'ogledziny', plannedFrom: '2026-11-20T09:00:00Z', deadline: null }

  it('inventory 53: the seeded kinds are there, and a new one has an icon, a colour, a length, a deadline and required fields', async () => {
    const keys = (await api('GET', '/event-types')).json.items.map(({ key }) => key)
    expect(keys).toEqual(
      expect.arrayContaining(['call', 'offer', 'meeting', 'order', 'invoice-issued', 'invoice-received', 'complaint']),
    )
    expect(keys).toEqual(expect.arrayContaining(['presentation', 'pickup', 'execution']))

    const body = {
      ...{ labelPl: 'Oględziny', labelEn: 'Survey', icon: 'eye', hue: 'teal', defaultMinutes: 45, deadlineDays: '2' },
      requires: ['person', 'note', 'outcome', 'attributes.numer-seryjny'],
    }
    expect((await api('POST', '/event-types', { ...body, icon: 'award' }, cezary)).status).toBe(403)
    expect((await api('POST', '/event-types', { ...body, icon: 'award', requires: ['colour'] })).status).toBe(422)
    const made = await api('POST', '/event-types', { ...body, icon: 'award' })
    expect([made.status, made.json.requires]).toEqual([201, body.requires])
    const page = await example.host.app.inject({ url: '/event-types', headers: adam.page })
    expect(page.body).toContain('Numer seryjny')
    const form = await example.host.app.inject({ url: '/events/new', headers: adam.page })
    expect(form.body).toContain('Oględziny: Osoba kontaktowa, Notatka')
  })

  it('refuse an event that lacks what its kind requires, naming each field, and take it once it has all', async () => {
    const bare = await api('POST', '/events', { ...plan, contractorId, subject: 'bare' })
    expect(bare.status).toBe(422)
    expect(pathsOf(bare)).toEqual(
      expect.arrayContaining([
        ['personId', 'core.required'],
        ['note', 'core.required'],
        ['attr.numer-seryjny', 'core.attribute-missing'],
      ]),
    )
    const other = await api('POST', '/events', { ...plan, type: 'call', contractorId, subject: 'a call' })
    expect(other.status).toBe(201)
    const turned = await api('PUT', `/events/${other.json.id}`, { version: other.json.version, type: 'ogledziny' })
    expect(turned.status).toBe(422)

    const made = await api('POST', '/events', { ...(await whole()), subject: 'whole' })
    expect(made.status).toBe(201)
    const emptied = await api('PUT', `/events/${made.json.id}`, { version: made.json.version, note: null })
    expect(pathsOf(emptied)).toEqual([['note', 'core.required']])
    const renamed = await api('PUT', `/events/${made.json.id}`, { version: made.json.version, subject: 'renamed' })
    expect(renamed.status).toBe(200)
  })

  const whole = async () => {
    const [person] = (await api('GET', `/contractors/${contractorId}/persons`)).json.items
    return { ...plan, contractorId, personId: person?.id, note: 'klucze', attributes: { 'numer-seryjny': 'A-1' } }
  }

  it('ask for the outcome at the end, and nothing of what lies there already', async () => {
    const { json } = await api('POST', '/events', { ...(await whole()), subject: 'to do' })
    const done = await api('POST', `/events/${json.id}/completion`, { doneTo: '2026-11-05T08:00:00Z' })
    expect(pathsOf(done)).toEqual([['outcome', 'core.required']])
    const said = { doneTo: '2026-11-05T08:00:00Z', outcome: 'Zmierzono' }
    expect((await api('POST', `/events/${json.id}/completion`, said)).status).toBe(200)

    const kind = await survey()
    const more = { version: kind?.version, requires: ['deadline'] }
    expect((await api('PUT', `/event-types/${kind?.id}`, more)).status).toBe(200)
    const { version } = (await api('GET', `/events/${json.id}`)).json
    expect((await api('PUT', `/events/${json.id}`, { version, subject: 'old' })).status).toBe(200)
  })
})
