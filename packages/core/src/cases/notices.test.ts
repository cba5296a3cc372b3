import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import type { MailPort } from '../plugin/errands.js'

type Json = Record<string, unknown> & { id: number; version: number; deadline: string }
interface Told {
  readonly kind: string
  readonly dueAt: string
  readonly sentAt: string | null
  readonly missedAt: string | null
  readonly late: boolean
}

const mails: string[] = []
const port: MailPort = {
  describes: 'tests',
  send: async ({ to, subject }) => {
    mails.push(`${to[0]?.address}: ${subject.replace(/\u00a0/g, ' ')}`)
    return { state: 'done', answer: { response: '250' } }
  },
}
const MINUTE = 60_000

describe.each(scratchEngines)('notices on %s', (engine) => {
  let example: ExampleHost
  let anna: Doors
  const ids = new Map<string, number>()
  // Each example begins on T, so each has an instance of its own.
  const begin = async () => {
    example = await exampleHost(engine, { mail: port })
    anna = await example.as('anna')
    const { db } = example.host.kernel
    for (const { id, login } of await db('core_operator').select('id', 'login')) ids.set(login, id)
    await db('core_notice').delete()
    const adam = await example.as('adam')
    await ask(adam, 'PUT', '/settings/core', { mailFromAddress: 'biuro@tutor.example' })
    mails.length = 0
  }
  beforeAll(begin, 120_000)
  afterAll(() => example.drop())

  const ask = async (who: Doors, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url: `/api${url}`,
      headers: who.api,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json<unknown>()) as Json }
  }
  const anEvent = async (subject: string, more: object) => {
    const row = await example.host.kernel.db('core_contractor').orderBy('id').first<{ id: number }>('id')
    const body = { type: 'call', subject, contractorId: row.id, deadline: null, ...more }
    const { status, json } = await ask(anna, 'POST', '/events', body)
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json
  }
  const texts = async (subject: string, login = 'anna') => {
    const { items } = (await ask(await example.as(login), 'GET', '/notifications')).json as unknown as {
      items: { text: string; readAt: string | null }[]
    }
    const plain = items.map((item) => ({ ...item, text: item.text.replace(/\u00a0/g, ' ') }))
    return plain.filter(({ text }) => text.includes(subject))
  }
  const told = async (id: number) => (await ask(anna, 'GET', `/events/${id}/notices`)).json.told as Told[]
  const at = async (instant: string) => {
    example.clock.set(instant)
    await example.host.drain()
  }

  it('§11.16: a meeting of 10:00 with a notice of 15 minutes is told once, also when nobody looked between 09:40 and 09:50', async () => {
    const { id } = await anEvent('punctual', { plannedFrom: '2026-11-09T09:00:00Z', notices: [{ minutes: 15 }] })
    const slept = await anEvent('slept through', { plannedFrom: '2026-11-09T10:00:00Z', notices: [{ minutes: 15 }] })
    await at('2026-11-09T08:44:59.000Z')
    expect(await texts('punctual')).toEqual([])
    await at('2026-11-09T08:45:15.000Z')
    expect((await texts('punctual')).map(({ text }) => text)).toEqual(['Przypomnienie: punctual – 09.11.2026 10:00'])
    await at('2026-11-09T08:46:00.000Z')
    expect(await texts('punctual')).toHaveLength(1)
    expect((await told(id))[0]).toMatchObject({ dueAt: '2026-11-09T08:45:00.000Z', late: false })

    await at('2026-11-09T09:40:00.000Z')
    await at('2026-11-09T09:50:00.000Z')
    await at('2026-11-09T09:51:00.000Z')
    expect((await texts('slept through')).map(({ text }) => text)).toEqual([
      'Przypomnienie: slept through – 09.11.2026 11:00 (powiadomienie spóźnione)',
    ])
    expect((await told(slept.id))[0]).toMatchObject({ sentAt: '2026-11-09T09:50:00.000Z', late: true })
  })

  it('go by e-mail, in the program, or both, and never twice when two processes look at once', async () => {
    await example.host.kernel.db('core_operator').where({ login: 'anna' }).update({ email: 'anna@tutor.example' })
    const notices = [
      { minutes: 60, channel: 'mail' },
      { minutes: 30, channel: 'both' },
    ]
    await anEvent('by mail', { plannedFrom: '2026-11-09T12:00:00Z', notices })
    await at('2026-11-09T11:00:10.000Z')
    expect(await texts('by mail')).toEqual([])
    expect(mails.filter((mail) => mail.includes('by mail'))).toHaveLength(1)
    example.clock.set('2026-11-09T11:30:10.000Z')
    await Promise.all([example.host.drain(), example.host.drain()])
    await example.host.drain()
    expect(await texts('by mail')).toHaveLength(1)
    expect(mails.filter((mail) => mail.includes('by mail'))).toEqual([
      'anna@tutor.example: Przypomnienie: by mail – 09.11.2026 13:00',
      'anna@tutor.example: Przypomnienie: by mail – 09.11.2026 13:00',
    ])
  })

  it('move with their event and with who does it, and go when it is done or cancelled', async () => {
    const notices = [{ minutes: 10 }]
    const moved = await anEvent('moved', { plannedFrom: '2026-11-09T14:00:00Z', notices })
    const done = await anEvent('done before', { plannedFrom: '2026-11-09T14:00:00Z', notices })
    const given = await anEvent('given', { plannedFrom: '2026-11-09T14:00:00Z', notices })
    await ask(anna, 'PUT', `/events/${moved.id}`, { version: 1, plannedFrom: '2026-11-09T15:00:00Z', plannedTo: null })
    await ask(anna, 'POST', `/events/${done.id}/cancellation`, {})
    await ask(anna, 'PUT', `/events/${given.id}`, { version: 1, performerId: ids.get('cezary') })
    await at('2026-11-09T13:50:10.000Z')
    expect(await texts('moved')).toEqual([])
    expect(await texts('done before')).toEqual([])
    expect((await texts('Przypomnienie: given')).length).toBe(0)
    expect(await texts('Przypomnienie: given', 'cezary')).toHaveLength(1)
    await at('2026-11-09T14:50:10.000Z')
    expect(await texts('moved')).toHaveLength(1)
  })

  it('are at most five, each at another time, within four weeks', async () => {
    const { id } = await anEvent('limits', { plannedFrom: '2026-12-20T09:00:00Z' })
    const put = (minutes: readonly number[]) =>
      ask(anna, 'PUT', `/events/${id}/notices`, { notices: minutes.map((each) => ({ minutes: each })) })
    expect((await put([1, 2, 3, 4, 5, 6])).status).toBe(400)
    expect((await put([1, 1])).json.code).toBe('core.too-many-notices')
    expect((await put([40_321])).status).toBe(400)
    expect((await put([0, 40_320])).status).toBe(200)
    expect(await told(id)).toHaveLength(2)
    expect((await put([])).status).toBe(200)
    expect(await told(id)).toEqual([])
  })

  it('that are more than a day late are missed, and said so', async () => {
    const { id } = await anEvent('too late', { plannedFrom: '2026-11-10T09:00:00Z', notices: [{ minutes: 0 }] })
    const late = await anEvent('a day late', { plannedFrom: '2026-11-10T10:00:00Z', notices: [{ minutes: 0 }] })
    await at('2026-11-11T09:30:00.000Z')
    expect(await texts('too late')).toEqual([])
    expect((await told(id))[0]).toMatchObject({ sentAt: null, missedAt: '2026-11-11T09:30:00.000Z' })
    expect((await told(late.id))[0]).toMatchObject({ late: true })
  })

  it('§11.17: an offer of today is due in three working days at 16:00, told of once when it is late, and gone when done', async () => {
    await example.drop()
    await begin()
    const { id, deadline } = await anEvent('offer', {
      type: 'offer',
      deadline: undefined,
      performerId: ids.get('cezary'),
    })
    expect(deadline).toBe('2026-11-10T15:00:00.000Z')
    example.clock.set('2026-11-06T08:00:00.000Z')
    const friday = await anEvent('of friday', { type: 'offer', deadline: undefined })
    expect(friday.deadline).toBe('2026-11-12T15:00:00.000Z')

    await at('2026-11-10T15:01:00.000Z')
    await at('2026-11-10T15:01:20.000Z')
    for (const login of ['anna', 'cezary']) {
      const [notice, ...more] = await texts('Po terminie: offer', login)
      expect([notice?.text, more]).toEqual(['Po terminie: offer – termin minął 10.11.2026 16:00', []])
    }
    const worklist = async () =>
      JSON.stringify((await ask(await example.as('cezary'), 'GET', '/worklist?group=overdue')).json)
    expect(await worklist()).toContain('"subject":"offer"')
    await ask(anna, 'POST', `/events/${id}/completion`, {})
    expect(await worklist()).not.toContain('"subject":"offer"')
    expect((await texts('Po terminie: offer'))[0]?.readAt).not.toBeNull()
    example.clock.advance(10 * MINUTE)
    await example.host.drain()
    expect(await texts('Po terminie: offer')).toHaveLength(1)
  }, 60_000)

  it('are chosen in the form, which shows those there are', async () => {
    const { id } = await anEvent('form', { plannedFrom: '2026-12-01T09:00:00Z', notices: [{ minutes: 7 }] })
    const { json } = await ask(anna, 'GET', `/events/${id}`)
    // Days have gone by, and with them her session.
    anna = await example.as('anna')
    const send = (pairs: readonly [string, string][]) =>
      example.host.app.inject({
        method: 'POST',
        url: `/events/${id}`,
        headers: { ...anna.page, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams([['version', String(json.version)], ['noticeMinutes', ''], ...pairs]).toString(),
      })
    const sent = await send([
      ['noticeMinutes', '15'],
      ['noticeMinutes', '1440'],
      ['noticeChannel', 'both'],
    ])
    expect(sent.statusCode).toBe(303)
    expect((await ask(anna, 'GET', `/events/${id}/notices`)).json.notices).toEqual([
      { minutes: 1440, channel: 'both' },
      { minutes: 15, channel: 'both' },
      { minutes: 7, channel: 'app' },
    ])
    const page = await example.host.app.inject({ url: `/events/${id}/edit`, headers: anna.page })
    expect(page.body).toMatch(/name="noticeMinutes" value="15" checked/)
    expect(page.body).toMatch(/name="noticeMinutes" value="5">/)
  })
})
