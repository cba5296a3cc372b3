import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { attach } from '../files/attach.js'
import { attachedFiles } from '../files/attached-files.js'
import { createEvent } from './services/create-event.js'

type Json = Record<string, unknown> & { id: number; version: number }
interface Answer {
  readonly status: number
  readonly json: Json
}

describe.each(scratchEngines)('events that change on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  async function api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<Answer> {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: adam.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const hotel = async () => {
    const { json } = await api('GET', '/contractors?name.has=imperial')
    const [found] = json.items as Json[]
    if (found === undefined) throw new Error('the example has no hotel')
    return found.id
  }
  const aCase = async () =>
    (await api('POST', '/cases', { name: 'Kocioł', contractorId: await hotel(), contractorRole: 'client' })).json.id
  const aCall = (more: object = {}) => ({
    type: 'call',
    subject: 'x',
    plannedFrom: '2026-11-20T09:00:00Z',
    plannedTo: '2026-11-20T09:30:00Z',
    ...more,
  })
  const anEvent = async (more: object = {}) =>
    (await api('POST', '/events', aCall({ contractorId: await hotel(), ...more }))).json
  const field = ({ json }: Answer) =>
    (json.fields as { path: string; code: string }[] | undefined)?.map(({ path, code }) => [path, code])

  it('do not begin in a closed case, nor come back to it', async () => {
    const caseId = await aCase()
    const done = await anEvent({ caseId })
    await api('POST', `/events/${done.id}/completion`, { doneTo: '2026-11-05T08:00:00Z' })
    expect((await api('POST', `/cases/${caseId}/closure`, { result: 'done' })).status).toBe(201)

    expect(field(await api('POST', '/events', aCall({ caseId })))).toEqual([['caseId', 'core.case-is-closed']])
    expect(field(await api('DELETE', `/events/${done.id}/completion`))).toEqual([['caseId', 'core.case-is-closed']])
    const noted = await api('POST', '/events', { type: 'call', subject: 'x', caseId, state: 'done' })
    expect(noted.status).toBe(201)
  })

  it('do not slip into a case while it is being closed', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, aCase))
    await Promise.all(
      ids.flatMap((caseId) => [
        api('POST', '/events', aCall({ caseId })),
        api('POST', `/cases/${caseId}/closure`, { result: 'done' }),
      ]),
    )
    const open = await Promise.all(
      ids.map(async (caseId) => {
        const { closedAt } = (await api('GET', `/cases/${caseId}`)).json
        const { items } = (await api('GET', `/events?case=${caseId}&state=planned`)).json
        return closedAt === null ? 0 : (items as Json[]).length
      }),
    )
    expect(open).toEqual(ids.map(() => 0))
  })

  it('end once when two end them at the same moment, and the other one is told so in words', async () => {
    const { id } = await anEvent()
    const ends = { doneTo: '2026-11-05T08:00:00Z' }
    const answers = await Promise.all(Array.from({ length: 6 }, () => api('POST', `/events/${id}/completion`, ends)))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(5)
    for (const { status, json } of refused)
      expect([status, json.code, json.detail]).toEqual([
        422,
        'core.event-not-open',
        expect.stringContaining('zdarzenie'),
      ])
  })

  it('keep what is not sent: hours without a day move within theirs, a day without hours keeps them', async () => {
    const { id, version } = await anEvent()
    const later = await api('PUT', `/events/${id}`, { version, from: '12:00', to: '13:00' })
    expect(later.json).toMatchObject({ plannedFrom: '2026-11-20T11:00:00.000Z', plannedTo: '2026-11-20T12:00:00.000Z' })
    const moved = await api('PUT', `/events/${id}`, { version: later.json.version, day: '2026-11-23' })
    expect(moved.json).toMatchObject({ plannedFrom: '2026-11-23T11:00:00.000Z', plannedTo: '2026-11-23T12:00:00.000Z' })
    const longer = await api('PUT', `/events/${id}`, { version: moved.json.version, to: '14:00' })
    expect(longer.json).toMatchObject({
      plannedFrom: '2026-11-23T11:00:00.000Z',
      plannedTo: '2026-11-23T13:00:00.000Z',
    })
  })

  it('refuse hours when they have no day and none is sent', async () => {
    const { id, version } = await anEvent({ plannedFrom: null, plannedTo: null, deadline: '2026-11-20T09:00:00Z' })
    expect(field(await api('PUT', `/events/${id}`, { version, from: '12:00' }))).toEqual([['day', 'core.required']])
  })

  it('keep the files of what a plugin tells; those of people come and go', async () => {
    const file = async function* () {
      yield Buffer.from('ala')
    }
    const attached = async (more: object) => {
      const kept = await example.host.kernel.files.put(file(), { maxBytes: 100 })
      return example.run(async (ctx) => {
        const contractorId = await hotelOf(ctx)
        const told = await createEvent(ctx, { type: 'call', state: 'done', subject: 'x', contractorId, ...more })
        return attach(ctx, told.id, { name: 'faktura.pdf', ...kept })
      })
    }
    const hotelOf = async (ctx: Parameters<Parameters<ExampleHost['run']>[0]>[0]) => {
      const row: { id: number } | undefined = await ctx.db('core_contractor').first('id')
      return row?.id
    }
    const theirs = await attached({ source: 'sales.document:1' })
    const refused = await api('DELETE', `/attachments/${theirs.id}?version=1`)
    expect([refused.status, refused.json.code]).toEqual([422, 'core.attachment-sourced'])
    const page = await example.host.app.inject({ url: `/events/${theirs.eventId}`, headers: adam.page })
    expect(page.body).not.toContain(`/attachments/${theirs.id}/removal`)
    const own = await attached({})
    const { sha256 } = await example.host.kernel.files.put(file(), { maxBytes: 100 })
    expect(await example.run((ctx) => attachedFiles(ctx, own.eventId))).toEqual([
      { name: 'faktura.pdf', sha256, size: 3 },
    ])
    expect((await api('DELETE', `/attachments/${own.id}?version=1`)).status).toBe(200)
  })
})
