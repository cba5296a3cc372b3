import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

type Json = Record<string, unknown> & { id: number; version: number }
interface Answer {
  readonly status: number
  readonly json: Json
  readonly headers: Readonly<Record<string, unknown>>
}

describe.each(scratchEngines)('cases and events on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  let anna: Doors
  let cezary: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
    anna = await example.as('anna')
    cezary = await example.as('cezary')
  }, 120_000)
  afterAll(() => example.drop())

  async function api(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    who = adam,
    headers: object = {},
  ): Promise<Answer> {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: { ...who.api, ...headers },
      ...(payload && { payload }),
    })
    const json = answer.body === '' ? {} : answer.json<unknown>()
    return { status: answer.statusCode, json: json as Json, headers: answer.headers }
  }
  const first = async (url: string) => {
    const { json } = await api('GET', url)
    const [item] = json.items as Json[]
    if (item === undefined) throw new Error(`nothing at ${url}`)
    return item
  }
  const hotel = () => first('/contractors?name.has=imperial')
  const call = async (more: object, who = adam) =>
    api('POST', '/events', { type: 'call', contractorId: (await hotel()).id, subject: 'x', ...more }, who)
  const field = ({ json }: Answer) =>
    (json.fields as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [path, code])

  it('§11.24: give fifty cases opened at once fifty numbers in a row, and none to a refused one', async () => {
    const contractorId = (await hotel()).id
    const wanted = Array.from({ length: 50 }, (_, index) => ({
      name: `Sprawa ${index}`,
      contractorId,
      contractorRole: 'client',
    }))
    const [refused, ...made] = await Promise.all([
      api('POST', '/cases', { name: 'x', contractorId: 999_999, contractorRole: 'client' }),
      ...wanted.map((one) => api('POST', '/cases', one)),
    ])
    expect(refused?.status).toBe(422)
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201))
    const numbers = made
      .map(({ json }) => Number(/^S\/(\d+)\/2026$/.exec(String(json.number))?.[1]))
      .sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => 15 + index))
  }, 60_000)

  it('§11.24: make one case of three requests under one key', async () => {
    const body = { name: 'Raz', contractorId: (await hotel()).id, contractorRole: 'supplier' }
    const answers = []
    for (let time = 0; time < 3; time += 1)
      answers.push(await api('POST', '/cases', body, adam, { 'idempotency-key': `k-${engine}` }))
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1)
    expect(answers.map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, 'true', 'true'])
  })

  it('give a new offer three working days, over the weekend and the holiday', async () => {
    const { json } = await call({ type: 'offer' })
    expect(json.deadline).toBe('2026-11-10T15:00:00.000Z')
    example.clock.set('2026-11-06T08:00:00.000Z')
    const { json: friday } = await call({ type: 'offer' })
    expect(friday.deadline).toBe('2026-11-12T15:00:00.000Z')
    example.clock.set('2026-11-12T15:01:00.000Z')
    const { json: late } = await api('GET', '/events?deadline.lt=today&state=planned')
    expect((late.items as Json[]).map(({ id }) => id)).toContain(json.id)
  })

  it('end a planned event as long as its type says, and ask when it is to be', async () => {
    const { json } = await call({ plannedFrom: '2026-11-20T09:00:00Z' })
    expect(json).toMatchObject({
      state: 'planned',
      plannedTo: '2026-11-20T09:15:00.000Z',
      at: '2026-11-20T09:00:00.000Z',
    })
    expect(field(await call({}))).toEqual([['plannedFrom', 'core.event-without-time']])
    expect(field(await call({ plannedFrom: '2026-11-20T09:00:00Z', plannedTo: '2026-11-20T08:00:00Z' }))).toEqual([
      ['plannedTo', 'core.times-reversed'],
    ])
  })

  it('go from planned to done and back, never into the future', async () => {
    const { json } = await call({ plannedFrom: '2026-11-12T09:00:00Z' })
    const at = `/events/${json.id}`
    expect((await api('POST', `${at}/start`)).json.state).toBe('in-progress')
    expect(
      field(
        await api('POST', `${at}/completion`, { doneFrom: '2026-11-12T15:00:00Z', doneTo: '2026-11-12T18:00:00Z' }),
      ),
    ).toEqual([['doneTo', 'core.done-in-future']])
    const done = await api('POST', `${at}/completion`, { outcome: 'Oddzwoni' })
    expect(done.json).toMatchObject({
      state: 'done',
      doneFrom: '2026-11-12T14:46:00.000Z',
      doneTo: '2026-11-12T15:01:00.000Z',
      outcome: 'Oddzwoni',
    })
    expect((await api('POST', `${at}/completion`, {})).json.code).toBe('core.event-not-open')
    await api('DELETE', `${at}/completion`)
    expect((await api('GET', at)).json).toMatchObject({ state: 'planned', doneFrom: null })
  })

  it('keep an event with the contractor of its case', async () => {
    const boiler = await first('/cases?q=grzewcz')
    const other = await first('/contractors?name.has=tutor')
    const wrong = await api('POST', '/events', {
      type: 'call',
      subject: 'x',
      caseId: boiler.id,
      contractorId: other.id,
      plannedFrom: '2026-11-20T09:00:00Z',
    })
    expect(field(wrong)).toEqual([['contractorId', 'core.other-contractor']])
    const right = await api('POST', '/events', {
      type: 'call',
      subject: 'x',
      caseId: boiler.id,
      plannedFrom: '2026-11-20T09:00:00Z',
    })
    expect(right.json.contractor).toMatchObject({ label: 'Hotel Imperial' })
  })

  it('close a case only when nothing is open in it, or what is open is cancelled', async () => {
    const boiler = await first('/cases?q=grzewcz')
    const refused = await api('POST', `/cases/${boiler.id}/closure`, { result: 'won' })
    expect(refused).toMatchObject({ status: 422, json: { code: 'core.case-has-open-events' } })
    const closed = await api('POST', `/cases/${boiler.id}/closure`, {
      result: 'won',
      reason: 'Zapłacone',
      cancelOpen: true,
    })
    expect(closed).toMatchObject({
      status: 201,
      json: { result: 'won', closingReason: 'Zapłacone', closedBy: { label: 'Adam Admin' } },
    })
    expect((await api('GET', `/events?case=${boiler.id}&state=planned`)).json.items).toEqual([])
    expect((await api('DELETE', `/cases/${boiler.id}/closure`)).status).toBe(204)
    expect((await api('GET', `/cases/${boiler.id}/closure`)).status).toBe(404)
  })

  it('are closed by whoever may: the secretary may not', async () => {
    const nights = await first('/cases?name=Noclegi delegacyjne')
    const refused = await api('POST', `/cases/${nights.id}/closure`, { result: 'done' }, anna)
    expect(refused).toMatchObject({ status: 403, json: { permission: 'core.close-cases' } })
    expect(
      (await api('POST', `/cases/${nights.id}/closure`, { result: 'done', cancelOpen: true }, cezary)).status,
    ).toBe(403)
  })

  it('take files of any kind, not empty ones, and call each what it is', async () => {
    const { json } = await call({ plannedFrom: '2026-11-20T09:00:00Z' })
    const send = async (name: string, content: string) => {
      const form = new FormData()
      form.append('files', new Blob([content]), name)
      const body = new Response(form)
      const payload = Buffer.from(await body.arrayBuffer())
      return example.host.app.inject({
        method: 'POST',
        url: `/api/events/${json.id}/attachments`,
        headers: { ...adam.api, 'content-type': body.headers.get('content-type') ?? '' },
        payload,
      })
    }
    const kept = await send('obraz.png', '<html><script>alert(1)</script></html>')
    expect(kept.statusCode).toBe(201)
    expect(kept.json()).toMatchObject({ name: 'obraz.png', mediaType: 'text/html' })
    expect((await send('pusty.txt', '')).json()).toMatchObject({ code: 'core.file-empty' })
    const open = await example.host.app.inject({
      url: `/attachments/${kept.json<Json>().id}/content`,
      headers: { ...(await example.as('adam')).page },
    })
    expect(open.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-security-policy': "sandbox; default-src 'none'",
    })
  })

  it('are noted in the form of the page, with a file, and shown again with everything typed when refused', async () => {
    const { id } = await hotel()
    const post = async (fields: Record<string, string>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries({
        type: 'meeting',
        contractorId: String(id),
        shows: 'busy',
        ...fields,
      }))
        form.append(name, value)
      form.append('files', new Blob(['notatka']), 'notatka.txt')
      const body = new Response(form)
      return example.host.app.inject({
        method: 'POST',
        url: '/events',
        headers: { ...(await example.as('cezary')).page, 'content-type': body.headers.get('content-type') ?? '' },
        payload: Buffer.from(await body.arrayBuffer()),
      })
    }
    const refused = await post({ subject: '', day: '2026-11-20', from: '10:15', note: 'Klucze w recepcji' })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('Klucze w recepcji')
    expect(refused.body).toContain('value="10:15"')
    const made = await post({
      subject: 'Obejrzeć kotłownię',
      day: '2026-11-20',
      from: '10:15',
      to: '11:00',
      'attr.wynik-rozmowy': 'oddzwonic',
    })
    expect(made.statusCode).toBe(303)
    const { json } = await api('GET', String(made.headers.location))
    expect(json).toMatchObject({
      plannedFrom: '2026-11-20T09:15:00.000Z',
      plannedTo: '2026-11-20T10:00:00.000Z',
      attributes: { 'wynik-rozmowy': 'oddzwonic' },
    })
    expect(((await api('GET', `/events/${json.id}/attachments`)).json.items as Json[]).map(({ name }) => name)).toEqual(
      ['notatka.txt'],
    )
  })
})
