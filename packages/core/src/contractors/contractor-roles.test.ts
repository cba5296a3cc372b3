import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { refusedFields, scratchDoors, type Json, type Scratch } from './scratch-doors.js'

describe.each(scratchEngines)('roles of contractors on %s', (engine) => {
  let scratch: Scratch
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const roles = async () => (await scratch.api('GET', '/contractor-roles')).json.items as Json[]
  const keys = async () => (await roles()).map(({ key }) => key)

  it('are seven at first, in this order', async () => {
    expect(await keys()).toEqual(['client', 'producer', 'supplier', 'partner', 'collaborator', 'authority', 'other'])
  })

  it('are added, given to a contractor, found by, renamed and archived, under one key for ever', async () => {
    const { api, page } = scratch
    const { status, json } = await api('POST', '/contractor-roles', { labelPl: 'Inwestor', labelEn: 'Investor' })
    expect([status, json.key, json.hue]).toEqual([201, 'inwestor', 'slate'])
    expect(refusedFields(await api('POST', '/contractor-roles', { labelPl: 'inwestor', labelEn: 'x' }))).toEqual([
      ['labelPl', 'core.attribute-key-taken'],
    ])
    const made = await api('POST', '/contractors', { kind: 'company', name: 'Bank', roles: ['inwestor', 'client'] })
    expect(made.json.roles).toEqual(['client', 'inwestor'])
    expect((await api('GET', '/contractors?roles=inwestor')).json.items).toMatchObject([{ id: made.json.id }])

    await api('PUT', `/contractor-roles/${json.id}`, { version: 1, labelPl: 'Udziałowiec' })
    expect((await page(`/contractors/${made.json.id}`)).body).toContain('Udziałowiec')
    expect((await api('POST', `/contractor-roles/${json.id}/archival`)).json.archivedAt).not.toBeNull()
    const refused = await api('POST', '/contractors', { kind: 'company', name: 'Inny', roles: ['inwestor'] })
    expect(refusedFields(refused)).toEqual([['roles', 'core.unknown-choice']])
    expect((await api('GET', `/contractors/${made.json.id}`)).json.roles).toEqual(['client', 'inwestor'])
    expect((await page('/contractors/new')).body).not.toContain('Udziałowiec')
  })

  it('stand everywhere in the order they are given', async () => {
    const [first] = await roles()
    await scratch.api('POST', `/contractor-roles/${first?.id ?? 0}/place`, { direction: 'down' })
    expect((await keys()).slice(0, 2)).toEqual(['producer', 'client'])
    const made = await scratch.api('POST', '/contractors', {
      kind: 'company',
      name: 'Dwie',
      roles: ['client', 'producer'],
    })
    expect(made.json.roles).toEqual(['producer', 'client'])
  })

  it('are changed by whoever manages attributes, on a page of their own, and read by everybody', async () => {
    const { api, page } = scratch
    expect((await api('POST', '/contractor-roles', { labelPl: 'A', labelEn: 'B' }, 'cezary')).status).toBe(403)
    expect((await api('GET', '/contractor-roles', undefined, 'cezary')).status).toBe(200)
    expect((await page('/contractor-roles')).body).toContain('/contractor-roles/new')
    expect((await page('/contractor-roles', undefined, 'cezary')).body).not.toContain('/contractor-roles/new')
    const typed = await page('/contractor-roles', { labelPl: 'Pośrednik', labelEn: 'Agent', hue: 'amber' })
    expect([typed.status, typed.at]).toEqual([303, '/contractor-roles'])
  })

  it('say which way a case goes: buying from suppliers and producers, whatever they are called', async () => {
    const { json } = await scratch.api('GET', '/cases?trade=buying&count=yes')
    expect(json.count).toMatchObject({ value: 5 })
  })
})
