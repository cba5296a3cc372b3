import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { localDateTime } from '../time/instant.js'
import { type CalendarHost, calendarHost } from './scratch-calendar.js'

interface Item {
  readonly id: number
  readonly version: number
  readonly quietSince: string
  readonly displayName: string
}
interface Run {
  readonly changed: number
  readonly refused: number
  readonly changeSetId: number
  readonly code?: string
}

describe.each(scratchEngines)('planning many events on %s', (engine) => {
  let firm: CalendarHost
  let grazyna: number
  let twelve: number[]
  beforeAll(async () => {
    firm = await calendarHost(engine)
    grazyna = await firm.idOf('core_operator', { login: 'grazyna' })
    twelve = (await items('/contractors?kind=company')).map(({ id }) => id)
  }, 240_000)
  afterAll(() => firm.drop())

  const items = async (url: string) => (await firm.api<{ items: Item[] }>('GET', url)).json.items
  const plan = (ids: readonly number[], values: object, entity = 'core.contractor') =>
    firm.api<Run>('POST', '/bulk-runs', { entity, action: 'plan', on: { ids }, values })
  const planned = async () => {
    const { db } = firm.host.kernel
    const rows: string[] = await db('core_event')
      .where({ performer_id: grazyna, state: 'planned' })
      .orderBy('planned_from')
      .pluck('planned_from')
    return rows.map((from) => localDateTime(from, 'Europe/Warsaw'))
  }

  it('§11.18: twelve contractors, three calls a day from the next working day: on 6, 9, 10 and 12 November', async () => {
    expect(twelve).toHaveLength(12)
    const { status, json } = await plan(twelve, { type: 'call', perDay: '3', performerId: grazyna })
    expect([status, json]).toMatchObject([201, { changed: 12, refused: 0 }])
    const days = (await planned()).map((from) => from.slice(0, 10))
    expect(days).toEqual(['06', '09', '10', '12'].flatMap((day) => Array.from({ length: 3 }, () => `2026-11-${day}`)))

    const undone = await firm.api('POST', `/change-sets/${json.changeSetId}/reversal`)
    expect(undone.json).toMatchObject({ restored: 12, left: [] })
    expect(await planned()).toEqual([])
  })

  it('takes the first free times of whoever does them, from a day that is asked for', async () => {
    const [one = 0, two = 0, three = 0] = twelve
    const busy = { type: 'call', subject: 'Zajęte', contractorId: one, performerId: grazyna, deadline: null }
    await firm.api('POST', '/events', {
      ...busy,
      plannedFrom: '2026-11-16T07:00:00Z',
      plannedTo: '2026-11-16T07:30:00Z',
    })
    const { json } = await plan([one, two, three], {
      type: 'call',
      perDay: '2',
      from: '2026-11-14',
      performerId: grazyna,
      subject: 'Oferta zimowa',
    })
    expect(json).toMatchObject({ changed: 3 })
    expect(await planned()).toEqual([
      '2026-11-16T08:00',
      '2026-11-16T08:30',
      expect.stringMatching(/^2026-11-16T0[89]:/),
      '2026-11-17T08:00',
    ])
    const wrong = await plan([one], { type: 'call', perDay: '0' })
    expect(wrong.json).toMatchObject({ changed: 0, refused: 1 })
  })

  it('finds whom nobody has spoken to for ninety days, as soon as somebody has, and as long as that is not undone', async () => {
    const { db } = firm.host.kernel
    const quiet = async () => (await items('/contractors?quietSince.lt=today-90')).map(({ displayName }) => displayName)
    const never = ['Urząd Skarbowy', 'Współpraca Zofia']
    expect(await quiet()).toEqual(never)
    const id = await firm.idOf('core_contractor', { name: 'Urząd Skarbowy' })
    await db('core_contractor').where({ id }).update({ created_at: '2026-01-05T08:00:00.000Z' })
    const times = { doneFrom: '2026-08-01T08:00:00Z', doneTo: '2026-08-01T09:00:00Z' }
    const made = await firm.api<Item>('POST', '/events', {
      type: 'call',
      subject: 'Dawno',
      contractorId: id,
      state: 'done',
      ...times,
    })
    expect(await quiet()).toEqual(never)
    expect((await items('/contractors?quietSince.lt=today-90'))[0]?.quietSince).toBe('2026-08-01T08:00:00.000Z')
    expect((await firm.page('/contractors?view=quiet')).body).toContain('Urząd Skarbowy')

    const { json } = await firm.api<Item>('POST', '/events', {
      type: 'call',
      subject: 'Dziś',
      contractorId: id,
      state: 'done',
    })
    expect(await quiet()).toEqual(['Współpraca Zofia'])
    await firm.api('DELETE', `/events/${json.id}?version=${json.version}`)
    expect(await quiet()).toEqual(never)
    await firm.api('DELETE', `/events/${made.json.id}/completion`)
    expect((await items('/contractors?quietSince.lt=today-90'))[0]?.quietSince).toBe('2026-01-05T08:00:00.000Z')
  })

  it('finds cases without an event for fourteen days, and plans in them', async () => {
    const quiet = await items('/cases?closedAt.empty=yes&quietSince.lt=today-14')
    const { db } = firm.host.kernel
    const last: { case_id: number }[] = await db('core_event')
      .where({ state: 'done' })
      .where('at', '>=', '2026-10-22')
      .distinct('case_id')
    const fresh = new Set(last.map(({ case_id }) => case_id))
    expect(quiet.length).toBeGreaterThan(0)
    expect(quiet.filter(({ id }) => fresh.has(id))).toEqual([])
    const { json } = await plan(
      quiet.map(({ id }) => id),
      { type: 'call', perDay: '5', from: '2026-12-01', performerId: grazyna },
      'core.case',
    )
    expect(json).toMatchObject({ changed: quiet.length, refused: 0 })
  })

  it('says on which working days somebody noted nothing, and nothing of days he was away', async () => {
    interface Report {
      readonly days: string[]
      readonly operators: { id: number; name: string; counts: (number | null)[]; missing: string[] }[]
      readonly quietCases: number
    }
    const { json } = await firm.api<Report>('GET', '/completeness?month=2026-10')
    expect([json.days.length, json.days[0], json.days.at(-1)]).toEqual([22, '2026-10-01', '2026-10-30'])
    const cezary = json.operators.find(({ name }) => name === 'Cezary Cichy')
    const { db } = firm.host.kernel
    const done: string[] = await db('core_event')
      .where({ owner_id: cezary?.id, performer_id: null, state: 'done' })
      .pluck('at')
    const own = new Set(done.map((at) => localDateTime(at, 'Europe/Warsaw').slice(0, 10)))
    expect(cezary?.missing).toEqual(json.days.filter((day) => !own.has(day)))
    expect(cezary?.counts.reduce<number>((sum, n) => sum + (n ?? 0), 0)).toBe(
      done.filter((at) => at.startsWith('2026-10')).length,
    )
    expect(json.quietCases).toBeGreaterThan(0)

    const november = (await firm.api<Report>('GET', '/completeness?month=2026-11')).json
    expect(november.days).toEqual(['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'])
    const dorota = november.operators.find(({ name }) => name === 'Dorota Dąbek')
    expect(dorota?.counts.at(-1)).toBeNull()
    expect((await firm.page('/completeness?month=2026-10')).body).toContain('Dni bez wpisu')
    const mine = (await firm.api<Report>('GET', '/completeness', null, 'franciszek')).json.operators
    expect(mine.map(({ name }) => name)).toEqual(['Franciszek Fach'])
  })
})
