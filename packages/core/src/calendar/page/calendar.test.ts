import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { instantOf } from '../../time/instant.js'
import { type CalendarHost, calendarHost } from '../scratch-calendar.js'
import { laned } from './lanes.js'

interface Day {
  readonly day: string
  readonly working: boolean
  readonly count: number
  readonly entries: readonly { readonly id: number; readonly subject: string; readonly version: number }[]
}
const at = (local: string) => instantOf(local, 'Europe/Warsaw')

describe.each(scratchEngines)('the calendar on %s', (engine) => {
  let firm: CalendarHost
  let anna: number
  let cezary: number
  let contractorId: number
  beforeAll(async () => {
    firm = await calendarHost(engine)
    await firm.host.kernel.db('core_event').update({ state: 'cancelled' })
    anna = await firm.idOf('core_operator', { login: 'anna' })
    cezary = await firm.idOf('core_operator', { login: 'cezary' })
    contractorId = await firm.idOf('core_contractor', {})
  }, 240_000)
  afterAll(() => firm.drop())

  const anEvent = async (subject: string, from: string, to: string, more: object = {}) => {
    const times = { plannedFrom: at(from), plannedTo: at(to), deadline: null }
    const body = { type: 'meeting', subject, contractorId, ownerId: anna, ...times, ...more }
    const { status, json } = await firm.api<{ id: number; version: number }>('POST', '/events', body)
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json
  }
  const shown = async (query: string, login = 'adam') => {
    const { status, json } = await firm.api<{ days: Day[] }>('GET', `/calendar?${query}`, null, login)
    return { status, days: new Map((json.days ?? []).map((day) => [day.day, day])) }
  }
  const subjects = (day: Day | undefined) => day?.entries.map(({ subject }) => subject)

  it('has a week of days with what begins on each, and what goes on over midnight on both', async () => {
    await anEvent('spotkanie', '2026-11-10T10:00', '2026-11-10T11:00')
    await anEvent('nocny montaż', '2026-11-09T22:00', '2026-11-10T02:00')
    await anEvent('targi od niedzieli', '2026-11-08T12:00', '2026-11-09T12:00')
    await anEvent('wolne', '2026-11-10T12:00', '2026-11-10T13:00', { shows: 'free' })
    const { days } = await shown(`view=week&on=2026-11-12&operator=${anna}`)
    expect([...days.keys()]).toEqual(['09', '10', '11', '12', '13', '14', '15'].map((day) => `2026-11-${day}`))
    expect(subjects(days.get('2026-11-09'))).toEqual(['targi od niedzieli', 'nocny montaż'])
    expect(subjects(days.get('2026-11-10'))).toEqual(['nocny montaż', 'spotkanie'])
    expect([...days.values()].filter(({ working }) => !working).map(({ day }) => day.slice(8))).toEqual([
      '11',
      '14',
      '15',
    ])
  })

  it('shows several people, of whom one may see the events, and is nobody’s who is not there', async () => {
    await anEvent('telefon Cezarego', '2026-11-12T09:00', '2026-11-12T09:30', { performerId: cezary })
    const thursday = async (query: string, login?: string) =>
      subjects((await shown(`on=2026-11-12&${query}`, login)).days.get('2026-11-12'))
    expect(await thursday(`operator=${anna}`)).toEqual([])
    expect(await thursday(`operator=${anna}&operator=${cezary}`)).toEqual(['telefon Cezarego'])
    expect(await thursday('view=day', 'cezary')).toEqual(['telefon Cezarego'])
    expect((await shown(`operator=${cezary}`, 'franciszek')).status).toBe(404)
    expect((await shown('operator=9999')).status).toBe(404)
    expect((await shown('on=2026-02-31')).status).toBe(422)
  })

  it('moves an event with its version, undoes that, and refuses a time somebody else gave it', async () => {
    const made = await anEvent('do przesunięcia', '2026-11-13T10:00', '2026-11-13T11:00')
    const to = { plannedFrom: at('2026-11-12T14:15'), plannedTo: at('2026-11-12T15:15') }
    const moved = await firm.api<{ changeSetId: number; version: number }>('POST', '/calendar/moves', {
      id: made.id,
      version: made.version,
      ...to,
    })
    expect([moved.status, moved.json]).toMatchObject([200, { ...to, version: made.version + 1 }])
    const other = {
      id: made.id,
      version: made.version,
      plannedFrom: at('2026-11-12T08:00'),
      plannedTo: at('2026-11-12T09:00'),
    }
    const late = await firm.api<{ fields: { path: string }[] }>('POST', '/calendar/moves', other)
    expect([late.status, late.json.fields.map(({ path }) => path)]).toEqual([409, ['plannedFrom', 'plannedTo']])
    expect((await firm.api('POST', '/calendar/moves', { id: made.id, ...to })).status).toBe(428)

    await firm.api('POST', `/change-sets/${moved.json.changeSetId}/reversal`)
    expect((await firm.api('GET', `/events/${made.id}`)).json).toMatchObject({ plannedFrom: at('2026-11-13T10:00') })
    expect((await firm.api('POST', '/calendar/moves', { id: made.id, version: 3, ...to }, 'cezary')).status).toBe(403)
    const typed = { id: String(made.id), version: '3', plannedFrom: '2026-11-16T12:30', plannedTo: '2026-11-16T13:30' }
    const back = '/calendar?view=week&on=2026-11-16'
    expect(await firm.form('/calendar/moves', { ...typed, back })).toMatchObject({ status: 303, location: back })
    expect((await firm.api('GET', `/events/${made.id}`)).json).toMatchObject({ plannedFrom: at('2026-11-16T12:30') })
    await firm.api('POST', `/events/${made.id}/cancellation`, {})
    expect((await firm.api('POST', '/calendar/moves', { id: made.id, version: 4, ...to })).json.code).toBe(
      'core.event-not-open',
    )
  })

  it('draws day, week and month without a script, and links each free hour to the form', async () => {
    const week = await firm.page(`/calendar?view=week&on=2026-11-10&operator=${anna}`)
    expect(week.body).toContain('spotkanie')
    const links = week.body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&')
    expect(links).toContain(`/events/new?day=2026-11-10&performer=${anna}&from=10:00`)
    expect(week.body).toContain('Święto')
    expect((await firm.page(`/calendar?view=day&on=2026-11-10&operator=${anna}`)).body).toContain(
      'wtorek, 10 listopada 2026',
    )
    expect((await firm.page('/calendar?view=month')).body).toContain('listopad 2026')
  })

  it('counts a month of ten thousand events and reads four of each day, in twelve statements at most', async () => {
    const { db } = firm.host.kernel
    const template: Record<string, unknown> = await db('core_event').where({ subject: 'spotkanie' }).first()
    const { id: _id, ...row } = template
    const rows = Array.from({ length: 10_000 }, (_each, n) => {
      const day = `2026-12-${String((n % 28) + 1).padStart(2, '0')}`
      const time = `${String(7 + (n % 9)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00.000Z`
      return {
        ...row,
        subject: `gęsto ${n}`,
        at: `${day}T${time}`,
        planned_from: `${day}T${time}`,
        planned_to: `${day}T20:30:00.000Z`,
      }
    })
    await db.batchInsert('core_event', rows, 40)
    const asked: string[] = []
    const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
    db.on('query', note)
    const started = performance.now()
    const page = await firm.page(`/calendar?view=month&on=2026-12-10&operator=${anna}`)
    const took = performance.now() - started
    db.removeListener('query', note)
    expect(page.body.match(/class="cal-entry"/g)?.length).toBeLessThanOrEqual(42 * 4)
    expect(page.body).toMatch(/jeszcze 354/)
    expect(asked.length).toBeLessThanOrEqual(12)
    expect(took).toBeLessThan(5000)
    const { days } = await shown(`view=month&on=2026-12-10&operator=${anna}`)
    expect(days.get('2026-12-02')).toMatchObject({ count: 358 })
    expect(days.get('2026-12-02')?.entries).toHaveLength(4)
  }, 60_000)
})

describe('lanes', () => {
  it('put what overlaps side by side, and only that', () => {
    const blocks = [
      { from: 36, to: 40 },
      { from: 38, to: 42 },
      { from: 40, to: 44 },
      { from: 50, to: 52 },
    ]
    expect(laned(blocks).map(({ lane, lanes }) => `${lane}/${lanes}`)).toEqual(['0/2', '1/2', '0/2', '0/1'])
    const many = Array.from({ length: 6 }, () => ({ from: 0, to: 4 }))
    expect(laned(many).map(({ lane }) => lane)).toEqual([0, 1, 2, 3, 3, 3])
  })
})
