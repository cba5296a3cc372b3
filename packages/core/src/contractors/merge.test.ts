import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { scratchDoors, type Json, type Scratch } from './scratch-doors.js'

describe.each(scratchEngines)('two contractors merged on %s', (engine) => {
  let scratch: Scratch
  let k08: number
  let k09: number
  let changeSet = 0
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    k08 = await scratch.named('Zdrowa Półka')
    k09 = await scratch.named('Zdrowy Koszyk')
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const numbers = async (contractor: number) => {
    const { json } = await scratch.api('GET', `/cases?contractor=${contractor}&sort=number`)
    return (json.items as Json[]).map(({ number }) => String(number).split('/')[1])
  }
  const contractors = async () => (await scratch.api('GET', '/contractors?count=yes')).json.count
  const merge = (body: object, login?: string) => scratch.api('POST', '/contractor-merges', body, login)

  it('§11.13: are one with the cases of both, and the old address leads to it at both doors', async () => {
    expect(await numbers(k08)).toEqual(['13'])
    const { status, json } = await merge({ keep: k08, take: k09 })
    expect([status, json.id]).toEqual([201, k08])
    changeSet = Number(json.changeSetId)
    expect(await numbers(k08)).toEqual(['13', '14'])
    expect(await contractors()).toMatchObject({ value: 14 })
    const program = await scratch.api('GET', `/contractors/${k09}`)
    expect([program.status, program.headers.location]).toEqual([308, `/api/contractors/${k08}`])
    const person = await scratch.page(`/contractors/${k09}`)
    expect([person.status, person.at]).toEqual([308, `/contractors/${k08}`])
    const found = await scratch.api('GET', '/contractors?q=koszyk')
    expect((found.json.items as Json[]).map(({ id }) => id)).toEqual([k08])
  })

  it('§11.13: are two again when it is undone, and what came later stays where it is', async () => {
    const [later] = (await scratch.api('GET', `/cases?contractor=${k08}&sort=number`)).json.items as Json[]
    const planned = { type: 'call', subject: 'Później', contractorId: k08, plannedFrom: '2026-11-06T08:00:00Z' }
    const event = await scratch.api('POST', '/events', { ...planned, caseId: later?.id })
    expect(event.status).toBe(201)

    const undone = await scratch.api('POST', `/change-sets/${changeSet}/reversal`, {})
    expect(undone.status).toBe(201)
    expect(await contractors()).toMatchObject({ value: 15 })
    expect([await numbers(k08), await numbers(k09)]).toEqual([['13'], ['14']])
    expect((await scratch.api('GET', `/contractors/${k09}`)).json.displayName).toBe('Zdrowy Koszyk')
    expect((await scratch.api('GET', `/events/${event.json.id}`)).json.contractor).toMatchObject({ id: k08 })
    const found = await scratch.api('GET', '/contractors?q=koszyk')
    expect((found.json.items as Json[]).map(({ id }) => id)).toEqual([k09])
  })

  const add = (id: number, noun: string, body: object) => scratch.api('POST', `/contractors/${id}/${noun}`, body)

  /** Two companies with parts, some of them the same. */
  async function pair() {
    const company = async (name: string, more: object) =>
      (await scratch.api('POST', '/contractors', { kind: 'company', name, acceptDuplicates: true, ...more })).json.id
    const one = await company('Alfa', { roles: ['client'], phone: '600 100 200', note: 'Stara' })
    const other = await company('Omega', {
      roles: ['supplier'],
      phone: '600 100 200',
      email: 'o@omega.example',
      note: 'Nowa',
    })
    for (const id of [one, other]) await add(id, 'departments', { name: 'Biuro' })
    const office = (await scratch.api('GET', `/contractors/${other}/departments`)).json.items as Json[]
    const person = { firstName: 'Ewa', lastName: 'Nowak', departmentId: office[0]?.id }
    await add(other, 'persons', person)
    return { one, other }
  }
  const partsOf = async (id: number, noun: string) =>
    (await scratch.api('GET', `/contractors/${id}/${noun}`)).json.items as Json[]

  it('have their parts joined, equal ones once, roles united, and each field as it was chosen', async () => {
    const { one, other } = await pair()
    const { json } = await merge({ keep: one, take: other, fields: { note: 'take' } })
    expect((await scratch.api('GET', `/contractors/${one}`)).json).toMatchObject({
      name: 'Alfa',
      note: 'Nowa',
      roles: ['client', 'supplier'],
    })
    expect((await partsOf(one, 'contacts')).map(({ normal }) => normal)).toEqual(['+48600100200', 'o@omega.example'])
    const offices = await partsOf(one, 'departments')
    expect(offices).toHaveLength(1)
    expect(await partsOf(one, 'persons')).toMatchObject([{ lastName: 'Nowak', department: { id: offices[0]?.id } }])

    const { status, json: undone } = await scratch.api('POST', `/change-sets/${Number(json.changeSetId)}/reversal`, {})
    expect([status, undone.left]).toEqual([201, []])
    expect((await partsOf(other, 'contacts')).map(({ normal }) => normal)).toEqual(['+48600100200', 'o@omega.example'])
    const [home] = await partsOf(other, 'departments')
    expect(await partsOf(other, 'persons')).toMatchObject([{ lastName: 'Nowak', department: { id: home?.id } }])
    expect((await scratch.api('GET', `/contractors/${one}`)).json).toMatchObject({ note: 'Stara', roles: ['client'] })
  })

  it('keep departments of one name apart that stand in different ones', async () => {
    const { one, other } = await pair()
    const office = async (id: number, town: string) => {
      const { json: above } = await add(id, 'departments', { name: town })
      return (await add(id, 'departments', { name: 'Sekretariat', parentId: above.id })).json.id
    }
    const [here, there] = [await office(one, 'Warszawa'), await office(other, 'Kraków')]
    await add(other, 'persons', { firstName: 'Kasia', lastName: 'Krakowska', departmentId: there })
    await merge({ keep: one, take: other, fields: {} })
    const offices = (await partsOf(one, 'departments')).filter(({ name }) => name === 'Sekretariat')
    expect(offices.map(({ id }) => id).sort()).toEqual([here, there].sort())
    const kasia = (await partsOf(one, 'persons')).find(({ lastName }) => lastName === 'Krakowska')
    expect(kasia).toMatchObject({ department: { id: there } })
  })

  it('say what was changed since when it is undone, and leave it', async () => {
    const { one, other } = await pair()
    const { json } = await merge({ keep: one, take: other, fields: { note: 'take' } })
    const { version } = (await scratch.api('GET', `/contractors/${one}`)).json
    await scratch.api('PUT', `/contractors/${one}`, { version, note: 'Najnowsza' })
    const undone = await scratch.api('POST', `/change-sets/${Number(json.changeSetId)}/reversal`, {})
    expect(undone.json.left).toMatchObject([{ entity: 'core.contractor', record: one, field: 'note' }])
    expect((await scratch.api('GET', `/contractors/${one}`)).json.note).toBe('Najnowsza')
  })

  it('are not one that is itself, nor a company and a person, nor for whoever may not merge', async () => {
    const jan = await scratch.named('Kowalski Jan')
    expect((await merge({ keep: k08, take: k08 })).json.code).toBe('core.merge-self')
    expect((await merge({ keep: k08, take: jan })).json.code).toBe('core.merge-kinds-differ')
    expect((await merge({ keep: k08, take: k09 }, 'anna')).status).toBe(403)
    expect((await merge({ keep: k08, take: 99_999 })).status).toBe(404)
    expect((await merge({ keep: k08, take: k09, fields: { kind: 'take' } })).status).toBe(400)
  })

  it('stand side by side on a page that sends what was chosen', async () => {
    const choice = await scratch.page(`/contractor-merges/new?keep=${k08}&q=koszyk`)
    expect(choice.body).toContain(`keep&#x3D;${k08}&amp;take&#x3D;${k09}`)
    const page = await scratch.page(`/contractor-merges/new?keep=${k08}&take=${k09}`)
    expect(page.body).toContain('name="fields.taxId"')
    const refused = await scratch.page('/contractor-merges', {
      keep: String(k08),
      take: String(await scratch.named('Kowalski Jan')),
    })
    expect(refused.status).toBe(422)
    const sent = { keep: String(k08), take: String(k09), 'fields.taxId': 'keep', 'fields.attributes.branza': 'keep' }
    const done = await scratch.page('/contractor-merges', sent)
    expect([done.status, done.at]).toEqual([303, `/contractors/${k08}`])
  })
})
