import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CalendarHost, calendarHost } from '../../calendar/scratch-calendar.js'
import { scratchEngines } from '../../db/scratch-databases.js'
import { localDateTime } from '../../time/instant.js'
import { repeatEvents } from './make-ahead.js'

type Made = Record<string, unknown> & { id: number; version: number; changeSetId: number; code: string }
interface Row {
  readonly id: number
  readonly subject: string
  readonly planned_from: string
  readonly planned_to: string
  readonly series_day: string
  readonly performer_id: number | null
}

describe.each(scratchEngines)('events that repeat on %s', (engine) => {
  let firm: CalendarHost
  let contractorId = 0
  beforeAll(async () => {
    firm = await calendarHost(engine)
    contractorId = await firm.idOf('core_contractor', { name: 'Hotel Imperial' })
  }, 240_000)
  afterAll(() => firm.drop())

  const planned = async (subject: string, more: object = {}, login = 'adam') => {
    const body = {
      type: 'meeting',
      subject,
      contractorId,
      plannedFrom: '2026-11-10T09:00:00Z',
      deadline: null,
      ...more,
    }
    return firm.api<Made>('POST', '/events', body, login)
  }
  const rowsOf = (id: number): Promise<Row[]> =>
    firm.host.kernel
      .db('core_event')
      .where('series_id', firm.host.kernel.db('core_event').where({ id }).select('series_id'))
      .orderBy('series_day')
  const daysOf = async (id: number) => (await rowsOf(id)).map(({ series_day }) => series_day)
  const hours = ({ planned_from, planned_to }: Row) =>
    [planned_from, planned_to].map((at) => localDateTime(at, 'Europe/Warsaw').slice(11)).join('–')
  const undo = async ({ changeSetId }: Made) =>
    (await firm.api('POST', `/change-sets/${changeSetId}/reversal`, {})).status

  it('are made ninety days ahead, once each, with notices and the same hours', async () => {
    const repetition = { unit: 'week', every: 4, off: 'next' }
    const notices = [{ minutes: 15 }]
    const { status, json } = await planned('Przegląd', { repetition, notices, plannedFrom: '2026-10-14T08:00:00Z' })
    expect([status, await daysOf(json.id)]).toEqual([
      201,
      ['2026-10-14', '2026-11-12', '2026-12-09', '2027-01-08', '2027-02-03'],
    ])
    const rows = await rowsOf(json.id)
    // 6 January is a holiday, the 7th a day off of the firm's. In October the clocks go back: ten o'clock stays ten.
    expect(rows.map(({ planned_from }) => planned_from.slice(11, 16))).toEqual([
      '08:00',
      '09:00',
      '09:00',
      '09:00',
      '09:00',
    ])
    expect(new Set(rows.map(hours))).toEqual(new Set(['10:00–11:00']))
    const told = await firm.api<{ notices: unknown[] }>('GET', `/events/${rows[3]?.id}/notices`)
    expect(told.json.notices).toHaveLength(1)
    const calendar = await firm.page(`/calendar?view=day&on=2026-12-09`)
    expect(calendar.body).toContain('Powtarzane')
    const { json: read } = await firm.api('GET', `/events/${rows[2]?.id}/repetition`)
    expect(read.repetition).toMatchObject({ unit: 'week', every: 4, off: 'next', made: 5, nextOn: '2027-03-03' })
  })

  it('go on by the clock, and end at their number', async () => {
    const { json } = await planned('Odczyt', { repetition: { unit: 'month', times: 5 } })
    expect(await daysOf(json.id)).toEqual(['2026-11-10', '2026-12-10', '2027-01-10'])
    const later = { now: () => '2027-03-15T08:00:00.000Z', today: () => '2027-03-15' }
    for (const _again of [1, 2]) await firm.run((ctx) => repeatEvents({ ...ctx, ...later }))
    expect((await daysOf(json.id)).slice(3)).toEqual(['2027-02-10', '2027-03-10'])
  })

  it('are set, changed and ended in the form, this one alone or the following too', async () => {
    const form = {
      type: 'meeting',
      contractorId: String(contractorId),
      subject: 'Narada',
      day: '2026-11-10',
      from: '10:00',
      to: '11:00',
      repeat: 'week',
      repeatEvery: '2',
      repeatTimes: '4',
    }
    const made = await firm.form('/events', form)
    const id = Number(/\d+/.exec(made.location)?.[0])
    expect(await daysOf(id)).toEqual(['2026-11-10', '2026-11-24', '2026-12-08', '2026-12-22'])
    expect((await firm.page(`/events/${id}`)).body).toContain('co 2 tygodnie: wt, 4 razy')
    expect((await firm.page(`/events/${id}/edit`)).body).toContain('Zmień też następne')

    const [, second, third] = await rowsOf(id)
    await firm.form(`/events/${third?.id}`, { version: '1', subject: 'Narada świąteczna', ...same(form) })
    expect((await rowsOf(id)).map((row) => row.subject)).toEqual(['Narada', 'Narada', 'Narada świąteczna', 'Narada'])

    const following = { version: '1', from: '12:00', to: '12:30', following: 'on', ...same(form) }
    const answer = await firm.form(`/events/${second?.id}`, following)
    expect(answer.status, answer.body).toBe(303)
    expect((await rowsOf(id)).map(hours)).toEqual(['10:00–11:00', '12:00–12:30', '12:00–12:30', '12:00–12:30'])
    expect((await rowsOf(id))[2]?.subject).toBe('Narada świąteczna')

    await firm.form(`/events/${second?.id}/repetition/removal`, {})
    expect(await daysOf(id)).toEqual(['2026-11-10', '2026-11-24'])
    expect((await firm.form('/events', { ...form, repeatEvery: '0' })).status).toBe(422)
  })

  it('move with the one that is moved; done ones stay, and all of it is undone as one', async () => {
    const { json } = await planned('Serwis', { repetition: { unit: 'week', weekdays: [2], until: '2026-12-01' } })
    const [, second, third] = await rowsOf(json.id)
    await firm.host.kernel
      .db('core_event')
      .where({ id: third?.id ?? 0 })
      .update({ state: 'done' })
    const change = {
      version: 1,
      plannedFrom: '2026-11-18T09:00:00Z',
      plannedTo: '2026-11-18T10:00:00Z',
      following: true,
    }
    const moved = await firm.api<Made>('PUT', `/events/${second?.id}`, change)
    expect(moved.status, JSON.stringify(moved.json)).toBe(200)
    expect(await daysOf(json.id)).toEqual(['2026-11-10', '2026-11-18', '2026-11-24', '2026-11-25'])
    expect(await undo(moved.json)).toBe(201)
    expect(await daysOf(json.id)).toEqual(['2026-11-10', '2026-11-17', '2026-11-24', '2026-12-01'])

    const { json: ended } = await firm.api<Made>('DELETE', `/events/${json.id}/repetition`)
    expect(await daysOf(json.id)).toEqual(['2026-11-10', '2026-11-24'])
    expect(await undo(ended)).toBe(201)
    expect(await daysOf(json.id)).toHaveLength(4)
  })

  it('are told of once, and changed by nobody who may not change the event', async () => {
    const performerId = await firm.idOf('core_operator', { login: 'cezary' })
    const { json } = await planned('Montaż', { performerId })
    const set = { unit: 'day', every: 30 }
    const refused = await firm.api<Made>('PUT', `/events/${json.id}/repetition`, set, 'franciszek')
    expect([403, 404]).toContain(refused.status)
    expect((await firm.api('PUT', `/events/${json.id}/repetition`, set)).status).toBe(200)
    expect((await rowsOf(json.id)).map(({ performer_id }) => performer_id)).toEqual([
      performerId,
      performerId,
      performerId,
    ])
    const told = await firm.host.kernel.db('core_notification').where({ operator_id: performerId }).pluck('params')
    expect(told.filter((params: unknown) => JSON.stringify(params).includes('Montaż'))).toHaveLength(1)
    const untimed = await planned('Bez dnia', { plannedFrom: null, deadline: '2026-11-20T09:00:00Z', repetition: set })
    expect([untimed.status, untimed.json.code]).toEqual([422, 'core.repeat-without-day'])
  })

  it('go to the heir of whoever leaves, with what they will make', async () => {
    const db = firm.host.kernel.db
    const barbara = await db('core_operator').where({ login: 'barbara' }).first<{ id: number; version: number }>()
    const heir = await firm.idOf('core_operator', { login: 'dorota' })
    await planned('Co miesiąc', { ownerId: barbara.id, performerId: barbara.id, repetition: { unit: 'month' } })
    const leave = (more: object) =>
      firm.api<{ open: object }>('POST', `/operators/${barbara.id}/deactivation`, {
        version: barbara.version,
        reason: 'Nowa praca',
        ...more,
      })
    expect((await leave({})).json.open).toMatchObject({ 'core.event-series': 1 })
    expect((await leave({ handOverTo: heir })).status).toBe(201)
    const series = await db('core_event_series').where({ subject: 'Co miesiąc' }).first()
    expect(series).toMatchObject({ owner_id: heir, performer_id: heir })
  })

  it('stop where the next one is refused, and their owner is told why it ended', async () => {
    const { json } = await planned('Do odstawienia', { repetition: { unit: 'month' } })
    await firm.host.kernel
      .db('core_contractor')
      .where({ id: contractorId })
      .update({ deactivated_at: '2026-11-05T08:00:00.000Z' })
    const later = { now: () => '2027-01-15T08:00:00.000Z', today: () => '2027-01-15' }
    await firm.run((ctx) => repeatEvents({ ...ctx, ...later }))
    await firm.host.kernel.db('core_contractor').where({ id: contractorId }).update({ deactivated_at: null })
    const { json: read } = await firm.api<{ repetition: object }>('GET', `/events/${json.id}/repetition`)
    expect(read.repetition).toMatchObject({ nextOn: null, stopped: 'core.contractor-inactive' })
    expect((await firm.page(`/events/${json.id}`)).body).toContain('Seria się zatrzymała')
    const told = firm.host.kernel.db('core_notification').where({ kind: 'core.series-stopped' })
    expect((await told.pluck('params')).join('')).toContain('Do odstawienia')
  })
})

/** What a form of an event sends again of what it has. */
function same({ type, contractorId, repeat, repeatEvery, repeatTimes }: Readonly<Record<string, string>>) {
  return { type, contractorId, repeat, repeatEvery, repeatTimes } as Record<string, string>
}
