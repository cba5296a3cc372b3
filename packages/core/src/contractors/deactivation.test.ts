import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { refusedFields, scratchDoors, type Json, type Scratch } from './scratch-doors.js'

describe.each(scratchEngines)('a contractor put aside on %s', (engine) => {
  let scratch: Scratch
  let imperial: number
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    imperial = await scratch.named('Hotel Imperial')
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const open = async () => {
    const of = (list: string, more: string) => scratch.api('GET', `/${list}?contractor=${imperial}&${more}&count=yes`)
    const counts = [await of('cases', 'closedAt.empty=yes'), await of('events', 'state=planned&state=in-progress')]
    return counts.map(({ json }) => (json.count as { value: number }).value)
  }
  const at = () => `/contractors/${imperial}/deactivation`

  it('is not while cases or events are open, which are counted', async () => {
    const [cases, events] = await open()
    expect(cases).toBeGreaterThan(0)
    const refused = await scratch.api('POST', at(), {})
    expect(refused).toMatchObject({ status: 422, json: { code: 'core.contractor-busy', counts: { cases, events } } })
    const page = await scratch.page(at(), {})
    expect(page.status).toBe(422)
    expect(page.body).toContain('name="closeOpen"')
    expect(await open()).toEqual([cases, events])
  })

  it('closes what is open with it when that is wished, and is in no picker and no default list', async () => {
    expect((await scratch.page(at(), { closeOpen: 'on' })).at).toBe(`/contractors/${imperial}`)
    expect(await open()).toEqual([0, 0])
    expect((await scratch.api('GET', `/contractors/${imperial}`)).json.deactivatedAt).not.toBeNull()
    expect((await scratch.page('/contractors')).body).not.toContain(`"/contractors/${imperial}"`)
    const { json } = await scratch.api('GET', '/pick/core.contractor?q=imperial')
    expect((json.items as Json[]).map(({ id }) => id)).not.toContain(imperial)
  })

  it('begins nothing new, neither a case nor an event', async () => {
    const ofCase = await scratch.api('POST', '/cases', { name: 'Nowa', contractorId: imperial })
    expect(refusedFields(ofCase)).toEqual([['contractorId', 'core.contractor-inactive']])
    const planned = { type: 'call', subject: 'Nowe', contractorId: imperial, plannedFrom: '2026-11-06T08:00:00Z' }
    expect(refusedFields(await scratch.api('POST', '/events', planned))).toEqual([
      ['contractorId', 'core.contractor-inactive'],
    ])
  })

  it('is taken back, and everything begins again', async () => {
    expect((await scratch.page(`/contractors/${imperial}`)).body).toContain('/deactivation/removal')
    expect((await scratch.api('DELETE', at())).status).toBe(204)
    expect((await scratch.api('POST', '/cases', { name: 'Nowa', contractorId: imperial })).status).toBe(201)
  })

  it('is put aside by whoever may edit it and close what is open', async () => {
    expect((await scratch.api('POST', at(), { closeOpen: true }, 'franciszek')).status).toBe(403)
    expect((await scratch.page(at(), undefined, 'franciszek')).status).toBe(403)
  })
})
