import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number }

/** What somebody may not see he can neither take away nor learn of by another door. */
describe.each(scratchEngines)('cases and events that are not mine on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let franciszek: Doors
  let grazyna: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    franciszek = await example.as('franciszek')
    grazyna = await example.as('grazyna')
  }, 120_000)
  afterAll(() => example.drop())

  async function api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, who = adam) {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const page = (url: string, who: Doors) => example.host.app.inject({ url, headers: who.page })
  const all = async (url: string) => (await api('GET', url)).json.items as Json[]
  const first = async (url: string) => {
    const [item] = await all(url)
    if (item === undefined) throw new Error(`nothing at ${url}`)
    return item
  }
  const grant = async (role: string, permission: string, scope: string) => {
    const { id } = await first(`/roles?name=${role}`)
    expect((await api('PUT', `/roles/${id}/grants/${permission}`, { scope })).status).toBe(200)
  }

  it('keeps an event in its case when whoever changes it does not see the case', async () => {
    const boiler = await first('/cases?q=grzewcz')
    const performer = await first('/operators?login=franciszek')
    const { json: made } = await api('POST', '/events', {
      type: 'call',
      subject: 'Przegląd',
      caseId: boiler.id,
      performerId: performer.id,
      plannedFrom: '2026-11-20T09:00:00Z',
    })
    const shown = await api('GET', `/events/${made.id}`, undefined, franciszek)
    expect(shown.json.case).toEqual({ id: null, hidden: true })
    const body = { version: made.version, subject: 'Przegląd kotła', caseId: null }
    expect((await api('PUT', `/events/${made.id}`, body, franciszek)).status).toBe(200)
    const { json } = await api('GET', `/events/${made.id}`)
    expect([json.subject, (json.case as Json).id]).toEqual(['Przegląd kotła', boiler.id])
  })

  it('says of a case or contractor one may not see that there is none, whatever hangs on it', async () => {
    await grant('Konsultant', 'core.edit-cases', 'own')
    await grant('Konsultant', 'core.edit-contractors', 'own')
    await grant('Konsultant', 'core.read-contractors', 'own')
    const boiler = await first('/cases?q=grzewcz')
    const hotel = await first('/contractors?name.has=imperial')
    for (const url of [`/cases/${boiler.id}?version=1`, `/contractors/${hotel.id}?version=1`])
      expect((await api('DELETE', url, undefined, grazyna)).json).toMatchObject({ status: 404, code: 'core.not-found' })
  })

  it('names nobody of a contractor one may not see in the form of an event', async () => {
    await grant('Konsultant', 'core.read-contractors', 'own')
    const hotel = await first('/contractors?name.has=imperial')
    const [person] = await all(`/contractors/${hotel.id}/persons`)
    const lastName = String(person?.['lastName'])
    expect((await page(`/events/new?contractor=${hotel.id}`, adam)).body).toContain(lastName)
    expect((await page(`/events/new?contractor=${hotel.id}`, grazyna)).body).not.toContain(lastName)
  })

  it('keeps an event that tells of a document', async () => {
    const { json: made } = await api('POST', '/events', {
      type: 'call',
      subject: 'Faktura',
      caseId: (await first('/cases?q=grzewcz')).id,
      plannedFrom: '2026-11-20T09:00:00Z',
    })
    await example.host.kernel.db('core_event').where({ id: made.id }).update({ source: 'sales.invoice:12' })
    expect((await api('DELETE', `/events/${made.id}?version=1`)).json.code).toBe('core.event-sourced')
  })

  it('refuses a place of a timeline that is none', async () => {
    const boiler = await first('/cases?q=grzewcz')
    expect((await page(`/cases/${boiler.id}?before=a~b`, adam)).statusCode).toBe(400)
    expect((await page(`/cases/${boiler.id}?before=2026-11-05T08:00:00.000Z~3`, adam)).statusCode).toBe(200)
  })
})
