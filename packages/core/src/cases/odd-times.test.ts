import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'

describe.each(scratchEngines)('events at odd times on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  }, 120_000)
  afterAll(() => example.drop())

  const api = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: adam.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: answer.json<Record<string, unknown> & { id: number }>() }
  }
  const call = async (more: object) => {
    const { json } = await api('GET', '/contractors?limit=1')
    const [{ id }] = json['items'] as [{ id: number }]
    return api('POST', '/events', { type: 'call', subject: 'x', contractorId: id, ...more })
  }

  it.each(['9999-12-31T23:59:00Z', '2026-02-31T10:00:00Z'])('are refused where they stand: %s', async (odd) => {
    for (const [name, more] of [
      ['plannedFrom', { plannedFrom: odd }],
      ['doneFrom', { state: 'done', doneFrom: odd }],
      ['doneTo', { state: 'done', doneTo: odd }],
    ] as const) {
      const { status, json } = await call(more)
      expect([status, (json['fields'] as { path: string; code: string }[])[0]]).toMatchObject([
        422,
        { path: name, code: 'core.bad-instant' },
      ])
    }
    const { json: planned } = await call({ plannedFrom: '2026-11-05T09:00:00Z' })
    for (const doneTo of [odd, 'soon'])
      expect((await api('POST', `/events/${planned.id}/completion`, { doneTo })).status).toBe(422)
  })

  it('are refused as filters of a list too', async () => {
    expect((await api('GET', '/events?createdAt.le=9999-12-31')).status).toBe(400)
    expect((await api('GET', '/events?createdAt.le=9998-12-31')).status).toBe(200)
  })
})
