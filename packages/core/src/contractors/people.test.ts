import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { refusedFields, scratchDoors, type Json, type Scratch } from './scratch-doors.js'

describe.each(scratchEngines)('departments and people on %s', (engine) => {
  let scratch: Scratch
  let imperial: number
  let other: number
  let igor: Json
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    imperial = await scratch.named('Hotel Imperial')
    other = await scratch.named('Zdrowa Półka')
    const people = (await scratch.api('GET', `/contractors/${imperial}/persons`)).json.items as Json[]
    igor = people.find(({ lastName }) => lastName === 'Imperski') as Json
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const persons = async (id: number) => (await scratch.api('GET', `/contractors/${id}/persons`)).json.items as Json[]
  const move = (id: number, of: number, body: object, login?: string) =>
    scratch.api('POST', `/contractors/${of}/persons/${id}/moves`, body, login)

  it('stand as a tree beside the persons of the chosen branch; a person has no such tab', async () => {
    const page = await scratch.page(`/contractors/${imperial}/people`)
    for (const text of ['Recepcja', 'Igor Imperski', `/persons/${igor.id}/moves/new`]) expect(page.body).toContain(text)
    const none = await scratch.page(`/contractors/${imperial}/people?department=none`)
    expect(none.body).not.toContain(`/persons/${igor.id}/moves/new`)
    const jan = await scratch.named('Kowalski Jan')
    expect((await scratch.page(`/contractors/${jan}`)).body).not.toContain(`/contractors/${jan}/people`)
  })

  it('keep a history in both firms when a person goes from one to the other on a day', async () => {
    const moved = await move(igor.id, imperial, { contractorId: other, fromDay: '2026-12-01', position: 'Dyrektor' })
    expect(moved).toMatchObject({ status: 201, json: { position: 'Dyrektor', fromDay: '2026-12-01', phone: null } })
    expect((moved.json.former as Json).id).toBe(igor.id)
    const left = (await persons(imperial)).find(({ id }) => id === igor.id)
    expect(left).toMatchObject({ toDay: '2026-11-30', lastName: 'Imperski' })
    expect(await persons(other)).toMatchObject([{ id: moved.json.id, lastName: 'Imperski' }])
    expect((await scratch.page(`/contractors/${imperial}/people`)).body).toContain(`/contractors/${other}/people`)
    expect((await scratch.page(`/contractors/${other}/people`)).body).toContain(`/contractors/${imperial}/people`)
  })

  it('go to another department of the same firm with phone and e-mail, from the form too', async () => {
    const [office, desk] = (await scratch.api('GET', `/contractors/${imperial}/departments`)).json.items as Json[]
    const person = { firstName: 'Anna', lastName: 'Nowa', departmentId: office?.id, phone: '600 100 300' }
    const { json } = await scratch.api('POST', `/contractors/${imperial}/persons`, person)
    const form = await scratch.page(`/contractors/${imperial}/persons/${json.id}/moves/new`)
    expect(form.body).toContain('name="fromDay"')
    const sent = { contractorId: String(imperial), departmentId: String(desk?.id ?? 0), fromDay: '2026-11-10' }
    const done = await scratch.page(`/contractors/${imperial}/persons/${json.id}/moves`, {
      ...sent,
      keepContacts: 'on',
    })
    expect([done.status, done.at]).toEqual([303, `/contractors/${imperial}/people`])
    const now = (await persons(imperial)).find((one) => (one.former as Json | null)?.id === json.id)
    expect(now).toMatchObject({ phone: '+48600100300', department: { id: desk?.id } })
  })

  it('are not moved twice, to a person, before they came, or by whoever may not edit', async () => {
    expect(refusedFields(await move(igor.id, imperial, { contractorId: other, fromDay: '2027-01-01' }))).toEqual([
      ['fromDay', 'core.person-left'],
    ])
    const [there] = await persons(other)
    const jan = await scratch.named('Kowalski Jan')
    expect(refusedFields(await move(there?.id ?? 0, other, { contractorId: jan, fromDay: '2027-01-01' }))).toEqual([
      ['contractorId', 'core.individual-has-none'],
    ])
    expect(refusedFields(await move(there?.id ?? 0, other, { contractorId: imperial, fromDay: '2026-01-01' }))).toEqual(
      [['fromDay', 'core.dates-reversed']],
    )
    expect((await move(there?.id ?? 0, imperial, { contractorId: other, fromDay: '2027-01-01' })).status).toBe(404)
    expect(
      (await move(there?.id ?? 0, other, { contractorId: imperial, fromDay: '2027-01-01' }, 'franciszek')).status,
    ).toBe(403)
  })
})
