import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { type CalendarHost, calendarHost } from '../scratch-calendar.js'

interface Read {
  readonly uid: string
  readonly summary: string
  readonly start: string
  readonly end: string
  readonly sequence: number
  readonly status: unknown
}

describe.each(scratchEngines)('the iCalendar feed on %s', (engine) => {
  let firm: CalendarHost
  let contractorId: number
  let path = ''
  beforeAll(async () => {
    firm = await calendarHost(engine)
    contractorId = await firm.idOf('core_contractor', { name: 'Hotel Imperial' })
    await firm.host.kernel.db('core_event').update({ planned_from: null })
  }, 240_000)
  afterAll(() => firm.drop())

  const anEvent = async (subject: string, from: string, more: object = {}) => {
    const ownerId = await firm.idOf('core_operator', { login: 'cezary' })
    const body = {
      type: 'meeting',
      subject,
      contractorId,
      ownerId,
      plannedFrom: from,
      deadline: null,
      note: 'tajne',
      ...more,
    }
    const { status, json } = await firm.api<{ id: number; version: number }>('POST', '/events', body)
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json
  }
  const fetched = (headers: Record<string, string> = {}) => firm.host.app.inject({ method: 'GET', url: path, headers })
  const read = async (): Promise<Read[]> => {
    const { body } = await fetched()
    return new ICAL.Component(ICAL.parse(body) as unknown[]).getAllSubcomponents('vevent').map((component) => {
      const { uid, summary, startDate, endDate, sequence } = new ICAL.Event(component)
      const [start, end] = [startDate, endDate].map((time) => time.toString())
      return {
        uid,
        summary,
        start: start ?? '',
        end: end ?? '',
        sequence,
        status: component.getFirstPropertyValue('status'),
      }
    })
  }

  it('has an address that is told once and leads to what one has to do', async () => {
    const near = await anEvent('Z dyrektorem', '2026-11-09T09:00:00Z')
    const gone = await anEvent('Odwołane', '2026-11-10T09:00:00Z')
    await firm.api('POST', `/events/${gone.id}/cancellation`, {})
    await anEvent('Za dwa lata', '2028-11-09T09:00:00Z')
    await anEvent('Cudze', '2026-11-09T10:00:00Z', { performerId: await firm.idOf('core_operator', { login: 'anna' }) })
    const { json, status } = await firm.api<{ address: string }>('POST', '/calendar/feed', null, 'cezary')
    path = new URL(json.address).pathname
    expect([status, path]).toEqual([201, expect.stringMatching(/^\/calendar\/[\w-]{43}\.ics$/)])
    expect(JSON.stringify(await firm.host.kernel.db('core_calendar_feed').select())).not.toContain(path.slice(10, 53))

    const answer = await fetched()
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(answer.body).not.toMatch(/tajne|Z dyrektorem/)
    expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(await read()).toEqual([
      {
        uid: `event-${near.id}@localhost`,
        summary: 'Spotkanie: Hotel Imperial',
        start: '2026-11-09T09:00:00Z',
        end: expect.stringMatching(/^2026-11-09T/) as string,
        sequence: 1,
        status: 'CONFIRMED',
      },
      expect.objectContaining({ uid: `event-${gone.id}@localhost`, sequence: 2, status: 'CANCELLED' }),
    ])
  })

  it('gives the same bytes until something changes, and an event keeps its UID', async () => {
    const { etag } = (await fetched()).headers
    expect((await fetched({ 'if-none-match': String(etag) })).statusCode).toBe(304)
    const [first] = await read()
    const id = Number(/\d+/.exec(first?.uid ?? '')?.[0])
    await firm.api('PUT', `/events/${id}`, {
      version: 1,
      plannedFrom: '2026-11-09T11:00:00Z',
      plannedTo: '2026-11-09T12:00:00Z',
    })
    expect((await read()).find(({ uid }) => uid === first?.uid)).toMatchObject({
      sequence: 2,
      start: '2026-11-09T11:00:00Z',
    })
    expect((await fetched({ 'if-none-match': String(etag) })).statusCode).toBe(200)
  })

  it('ends when it is made anew, revoked, or its operator is gone', async () => {
    const old = path
    expect((await firm.page('/calendar/feed', 'cezary')).body).toContain('Unieważnij')
    const page = await firm.form('/calendar/feed', {}, 'cezary')
    path = /\/calendar\/[\w-]{43}\.ics/.exec(page.body)?.[0] ?? ''
    expect((await fetched()).statusCode).toBe(200)
    expect((await firm.host.app.inject({ url: old })).statusCode).toBe(404)

    const { db } = firm.host.kernel
    await db('core_operator').where({ login: 'cezary' }).update({ deactivated_at: '2026-11-05T08:00:00.000Z' })
    expect((await fetched()).statusCode).toBe(404)
    await db('core_operator').where({ login: 'cezary' }).update({ deactivated_at: null })
    expect((await fetched()).statusCode).toBe(200)
    expect((await firm.api('DELETE', '/calendar/feed', null, 'cezary')).status).toBe(204)
    expect((await fetched()).statusCode).toBe(404)
    expect((await firm.api('DELETE', '/calendar/feed', null, 'cezary')).status).toBe(404)
    const trail = await db('core_audit').whereIn('action', ['feed-created', 'feed-revoked']).pluck('action')
    expect(trail).toEqual(['feed-created', 'feed-created', 'feed-revoked'])
  })
})
