import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { importer } from '../transfer/import/scratch-import.js'
import { type CalendarHost, calendarHost } from './scratch-calendar.js'

describe.each(scratchEngines)('working time on %s', (engine) => {
  let firm: CalendarHost
  let contractorId: number
  beforeAll(async () => {
    firm = await calendarHost(engine)
    await firm.host.kernel.db('core_day_off').delete()
    contractorId = await firm.idOf('core_contractor', {})
  }, 240_000)
  afterAll(() => firm.drop())

  const november = () =>
    firm.api<{ count: number; days: string[] }>('GET', '/working-days?from=2026-11-01&to=2026-11-30')
  const offer = async () => {
    const body = { type: 'offer', subject: 'Oferta', contractorId, plannedFrom: '2026-11-05T10:00:00Z' }
    return (await firm.api<{ deadline: string }>('POST', '/events', body)).json.deadline
  }

  it('§11.18: November 2026 has 20 working days, and 19 with a day off of the firm, which is undone', async () => {
    expect((await november()).json.count).toBe(20)
    const made = await firm.api<{ id: number; version: number }>('POST', '/days-off', {
      day: '2026-11-10',
      name: 'Wyjazd firmowy',
    })
    expect(made.status).toBe(201)
    expect((await november()).json).toMatchObject({
      count: 19,
      days: expect.not.arrayContaining(['2026-11-10', '2026-11-11']) as string[],
    })

    const gone = await firm.api<{ changeSetId: number }>(
      'DELETE',
      `/days-off/${made.json.id}?version=${made.json.version}`,
    )
    expect((await november()).json.count).toBe(20)
    await firm.api('POST', `/change-sets/${gone.json.changeSetId}/reversal`)
    expect((await november()).json.count).toBe(19)
    await firm.api('DELETE', `/days-off/${made.json.id}?version=${made.json.version}`)
  })

  it('§11.17: an offer is due after three working days at the end of that day’s hours', async () => {
    expect(await offer()).toBe('2026-11-10T15:00:00.000Z')
    const day = await firm.api<{ id: number; version: number }>('POST', '/days-off', {
      day: '2026-11-10',
      name: 'Wyjazd',
    })
    await firm.api('PUT', '/settings/core', { hours4: '8-12, 13–17:30' })
    expect(await offer()).toBe('2026-11-12T16:30:00.000Z')
    expect((await firm.api('GET', '/settings/core')).json).toMatchObject({ hours4: '08:00-12:00, 13:00-17:30' })
    await firm.api('PUT', '/settings/core', { hours4: '8-16' })
    await firm.api('DELETE', `/days-off/${day.json.id}?version=${day.json.version}`)
  })

  it('says no to hours that are none, to a day twice and to hours twice', async () => {
    const refused = await firm.api<{ fields: object[] }>('PUT', '/settings/core', { hours1: '16-8' })
    expect([refused.status, refused.json.fields]).toMatchObject([422, [{ path: 'hours1', code: 'core.bad-hours' }]])
    const day = { day: '2027-05-04', name: 'Most' }
    expect((await firm.api('POST', '/days-off', day)).status).toBe(201)
    expect((await firm.api('POST', '/days-off', day)).json).toMatchObject({ fields: [{ code: 'core.day-off-twice' }] })

    const operatorId = await firm.idOf('core_operator', { login: 'anna' })
    const hours = { operatorId, monday: '10-18', tuesday: '10-18' }
    expect((await firm.api('POST', '/working-hours', { ...hours, friday: 'rano' })).json).toMatchObject({
      fields: [{ path: 'friday', code: 'core.bad-hours' }],
    })
    expect((await firm.api('POST', '/working-hours', hours)).status).toBe(201)
    expect((await firm.api('POST', '/working-hours', hours)).json).toMatchObject({
      fields: [{ code: 'core.hours-twice' }],
    })
    expect((await firm.api('GET', '/working-days?from=2026-02-31&to=2026-11-30')).status).toBe(422)
  })

  it('is seen by everybody and changed by those who may', async () => {
    expect((await firm.page('/days-off?view=all', 'anna')).body).toContain('Most')
    const refused = await firm.api('POST', '/days-off', { day: '2027-01-05', name: 'x' }, 'anna')
    expect([refused.status, refused.json.permission]).toEqual([403, 'core.manage-settings'])
    const hours = await firm.api('POST', '/working-hours', { operatorId: 1 }, 'anna')
    expect([hours.status, hours.json.permission]).toEqual([403, 'core.manage-operators'])
    expect((await firm.page('/days-off/new')).status).toBe(200)
    expect((await firm.page('/working-hours/new')).body).toContain('8-12, 13-17')
  })

  it('takes a year of days off as a file, each day once', async () => {
    const by = importer(firm, await firm.as('adam'))
    const file = 'Dzień;Nazwa\n2027-05-28;Most po Bożym Ciele\n2027-12-31;Sylwester\n2027-02-31;Nie ma takiego\n'
    const { json } = await by.send('core.day-off', file)
    expect(
      (
        await by.api('PUT', `/imports/${json.id}`, {
          mapping: { Dzień: 'day', Nazwa: 'name' },
          match: 'day',
          mode: 'both',
        })
      ).status,
    ).toBe(200)
    await by.phase(json.id, 'rehearsal')
    expect((await by.phase(json.id, 'run')).counts).toEqual({ new: 2, changed: 0, unchanged: 0, refused: 1 })
    const { json: listed } = await firm.api<{ items: { day: string }[] }>('GET', '/days-off?day.ge=2027-05-10')
    expect(listed.items.map(({ day }) => day)).toEqual(['2027-05-28', '2027-12-31'])
  })
})
