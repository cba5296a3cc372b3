import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { instantOf } from '../time/instant.js'
import { type CalendarHost, calendarHost } from './scratch-calendar.js'

interface Free {
  readonly reason: string | null
  readonly slots: readonly { readonly from: string; readonly to: string }[]
}
const at = (local: string) => instantOf(local, 'Europe/Warsaw')

describe.each(scratchEngines)('free slots on %s', (engine) => {
  let firm: CalendarHost
  let grazyna: number
  let contractorId: number
  const ids: number[] = []
  beforeAll(async () => {
    firm = await calendarHost(engine)
    grazyna = await firm.idOf('core_operator', { login: 'grazyna' })
    contractorId = await firm.idOf('core_contractor', {})
    // The example firm has her taken from 10:00 to 10:30 and from 15:45 to 16:00 (demo-data §13).
    const { db } = firm.host.kernel
    ids.push(...(await db('core_event').where({ owner_id: grazyna, state: 'planned' }).orderBy('at').pluck('id')))
  }, 240_000)
  afterAll(() => firm.drop())

  const booked = async (from: string, to: string, more: object = {}) => {
    const times = { plannedFrom: at(`2026-11-10T${from}`), plannedTo: at(`2026-11-10T${to}`), deadline: null }
    const body = { type: 'call', subject: 'Zajęte', contractorId, performerId: grazyna, ...times, ...more }
    const { status, json } = await firm.api<{ id: number }>('POST', '/events', body)
    if (status !== 201) throw new Error(JSON.stringify(json))
    return json.id
  }
  const free = async (query: string, login?: string) =>
    (await firm.api<Free>('GET', `/free-slots?operator=${grazyna}&day=2026-11-10&${query}`, null, login)).json
  const starts = ({ slots }: Free) => slots.map(({ from }) => from)

  it('begin at 10:30 when 10:00 is booked, with two more after it', async () => {
    const found = await free('from=10:00&minutes=15')
    expect(found.reason).toBe('busy')
    expect(found.slots[0]).toEqual({ from: at('2026-11-10T10:30'), to: at('2026-11-10T10:45') })
    expect(starts(found)).toEqual(['10:30', '10:45', '11:00'].map((time) => at(`2026-11-10T${time}`)))
    expect(await free('from=09:40&to=10:00')).toMatchObject({ reason: null })
  })

  it('jump over the holiday, and are told from what is no working time', async () => {
    expect(starts(await free('from=15:45&minutes=15'))[0]).toBe(at('2026-11-12T08:00'))
    expect(await free('from=19:00&minutes=15')).toMatchObject({ reason: 'off' })
    const earlier = await firm.api<Free>('GET', `/free-slots?operator=${grazyna}&day=2026-11-04&from=10:00&minutes=15`)
    expect([earlier.json.reason, starts(earlier.json)[0]]).toEqual(['past', '2026-11-05T08:00:00.000Z'])
  })

  it('leave an event its own time, and take none for what is shown as free or cancelled', async () => {
    expect(await free(`from=10:00&minutes=30&except=${ids[0] ?? 0}`)).toMatchObject({ reason: null })
    await booked('12:00', '13:00', { shows: 'free' })
    const cancelled = await booked('12:00', '13:00')
    await firm.api('POST', `/events/${cancelled}/cancellation`, {})
    expect(await free('from=12:00&minutes=60')).toMatchObject({ reason: null })
    await booked('13:00', '14:00', { shows: 'tentative' })
    expect(await free('from=13:00&minutes=15')).toMatchObject({ reason: 'busy' })
  })

  it('keep to the hours somebody works', async () => {
    const hours = await firm.api<{ id: number; version: number }>('POST', '/working-hours', {
      operatorId: grazyna,
      tuesday: '12-18',
    })
    expect(starts(await free('from=10:00&minutes=15'))[0]).toBe(at('2026-11-10T12:00'))
    await firm.api('DELETE', `/working-hours/${hours.json.id}?version=${hours.json.version}`)
  })

  it('are offered by the form, which refuses nothing', async () => {
    const warning = await firm.page(`/free-slots?operator=${grazyna}&day=2026-11-10&from=10:00&to=&type=call`)
    expect(warning.body).toContain('jest zajęty: Grażyna Głos')
    expect(warning.body).toContain('data-day="2026-11-10" data-from="10:30" data-to="10:45"')
    const form = await firm.page(`/events/new?performer=${grazyna}&day=2026-11-10&from=10:00`)
    expect(form.body).toContain('bb-core-slots')
    expect(form.body).toContain('data-from="10:30"')
    expect((await firm.page(`/events/new?performer=${grazyna}&day=2026-11-10&from=11:00`)).body).not.toContain(
      'data-slot',
    )
    expect((await firm.page(`/events/${ids[0] ?? 0}/edit`)).body).not.toContain('data-slot')
    expect(await booked('10:00', '10:30')).toBeGreaterThan(0)
  })

  it('are told to whoever may plan, and say nothing of what takes the time', async () => {
    const { status, json } = await firm.api('GET', '/free-slots?day=2026-02-31&from=10:00')
    expect([status, json.code]).toMatchObject([422, expect.any(String)])
    const seen = await free('from=10:00&minutes=15', 'cezary')
    expect(Object.keys(seen).sort()).toEqual(['reason', 'slots'])
  })
})
