import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchDoors, type Json, type Scratch } from '../../contractors/scratch-doors.js'
import { scratchEngines } from '../../db/scratch-databases.js'
import { sortKeyOf } from '../../entity/fields/column.js'

describe.each(scratchEngines)('a bulk change on %s', (engine) => {
  let doors: Scratch
  let dorota: number
  beforeAll(async () => {
    doors = await scratchDoors(engine)
    const row: { id: number } = await doors.example.host.kernel
      .db('core_operator')
      .where({ login: 'dorota' })
      .first('id')
    dorota = row.id
  }, 300_000)
  afterAll(() => doors.example.drop())

  const run = (body: object, login = 'adam') => doors.api('POST', '/bulk-runs', body, login)
  const contractors = { entity: 'core.contractor' }
  const items = async (query: string) =>
    (await doors.api('GET', `/contractors?limit=200&${query}`)).json.items as Json[]
  const ids = async (query: string) => (await items(query)).map(({ id }) => id)

  it('gives many contractors an owner, tells what changed, and is undone as one', async () => {
    const some = (await ids('roles=client')).slice(0, 4)
    const before = new Map((await items('roles=client')).map(({ id, owner }) => [id, owner]))
    const values = { ownerId: dorota }
    const { status, json } = await run({ ...contractors, action: 'assign', on: { ids: some }, values })
    expect(status).toBe(201)
    const { changed, unchanged } = json as unknown as { changed: number; unchanged: number }
    expect(json).toMatchObject({ entity: 'core.contractor', state: 'done', total: 4, refused: 0, jobId: null })
    expect(changed + unchanged).toBe(4)
    expect((await items('roles=client')).filter(({ id }) => some.includes(id))).toMatchObject(
      some.map(() => ({ owner: { id: dorota } })),
    )
    const again = await run({ ...contractors, action: 'assign', on: { ids: some }, values })
    expect(again.json).toMatchObject({ changed: 0, unchanged: 4, changeSetId: null })

    const undone = await doors.api('POST', `/change-sets/${String(json.changeSetId)}/reversal`)
    expect(undone.json).toMatchObject({ restored: changed, left: [] })
    expect(new Map((await items('roles=client')).map(({ id, owner }) => [id, owner]))).toEqual(before)
  })

  it('takes a filter but for some, adds and takes roles, sets fields and attributes', async () => {
    const suppliers = await ids('roles=supplier')
    const [kept, ...others] = suppliers
    const filter = { filter: 'roles=supplier', except: [kept] }
    const added = await run({ ...contractors, action: 'add-role', on: filter, values: { role: 'client' } })
    expect(added.json.total).toBe(others.length)
    expect((await ids('roles.all=supplier&roles.all=client')).sort()).toEqual(expect.arrayContaining(others))
    const taken = { ...contractors, action: 'remove-role', on: { ids: others }, values: { role: 'client' } }
    expect((await run(taken)).json.changed).toBe(others.length)
    const values = { note: 'Zbiorczo', attributes: { 'wielkosc-firmy': 'duza' } }
    expect((await run({ ...contractors, action: 'set', on: { ids: others }, values })).json.changed).toBe(others.length)
    expect(await ids('attr.wielkosc-firmy=duza&roles=supplier')).toEqual(expect.arrayContaining(others))
  })

  it('refuses single records with the reason, and leaves nothing of them behind', async () => {
    const all = await ids('')
    const { json } = await run({ ...contractors, action: 'remove', on: { ids: [...all, 999_999] } })
    expect(json).toMatchObject({ total: all.length + 1, state: 'done' })
    const refused = (await doors.api('GET', `/bulk-runs/${json.id}/refused`)).json
    const rows = refused.items as { record: number; code: string; label: string | null; reason: string }[]
    expect(rows.length).toBe(json.refused)
    expect(rows.find(({ record }) => record === 999_999)).toMatchObject({ label: null, code: 'core.not-found' })
    expect(rows.find(({ code }) => code === 'core.contractor-referenced')?.reason).toContain('używa')
    expect((await ids('')).length).toBe(all.length - Number(json.changed))
    expect((await doors.page(`/bulk-runs/${json.id}`)).body).toContain('Odmówiono')
    await doors.api('POST', `/change-sets/${String(json.changeSetId)}/reversal`)
    expect(await ids('')).toEqual(all)
  })

  it('asks each record for its own right', async () => {
    const mine = await ids('')
    const refused = await run(
      { ...contractors, action: 'stage', on: { ids: mine }, values: { stage: 'offer' } },
      'cezary',
    )
    expect([refused.status, refused.json.permission]).toEqual([403, 'core.run-bulk-changes'])
    const { db } = doors.example.host.kernel
    const role: { id: number } = await db('core_role').where({ name: 'Sprzedawca' }).first('id')
    await doors.api('PUT', `/roles/${role.id}/grants/core.run-bulk-changes`, { scope: 'all' })
    const cases = (await doors.api('GET', '/cases?limit=200')).json.items as (Json & {
      owner: { label: string } | null
    })[]
    const body = { entity: 'core.case', action: 'set', on: { ids: cases.map(({ id }) => id) }, values: { note: 'x' } }
    const { json } = await run(body, 'cezary')
    expect(json.changed).toBe(cases.filter(({ owner }) => owner?.label === 'Cezary Cichy').length)
    expect(Number(json.changed) + Number(json.refused)).toBe(cases.length)
    await doors.api('POST', `/change-sets/${String(json.changeSetId)}/reversal`)
  })

  it('says no to what is wrong whatever the record, before any is touched', async () => {
    const on = { ids: [1] }
    const code = async (body: object) => (await run(body)).json.code
    expect(await code({ ...contractors, action: 'fly', on })).toBe('core.not-found')
    expect(await code({ ...contractors, action: 'stage', on, values: { colour: 'red' } })).toBe('core.malformed')
    expect(await code({ ...contractors, action: 'add-role', on, values: {} })).toBe('core.required')
    expect(await code({ ...contractors, action: 'stage', on, values: { stage: 'flown' } })).toBe('core.unknown-choice')
    expect(await code({ ...contractors, action: 'set', on, values: {} })).toBe('core.bulk-no-field')
    expect(await code({ ...contractors, action: 'stage', on: {}, values: {} })).toBe('core.malformed')
    expect(await code({ ...contractors, action: 'stage', on: { filter: 'colour=red' } })).toBe('core.malformed')
    expect(await code({ ...contractors, action: 'stage', on: { filter: 'name.has=zzzzzz' } })).toBe('core.bulk-nothing')
    expect(await code({ entity: 'core.operator', action: 'set', on, values: { name: 'x' } })).toBe('core.not-found')
  })

  it('moves, gives, finishes and calls off events, and hands cases over with theirs', async () => {
    const { db } = doors.example.host.kernel
    const planned = db('core_event').where({ state: 'planned', source: null }).whereNotNull('planned_from')
    const open: number[] = await planned.whereNotNull('case_id').orderBy('id').limit(2).pluck('id')
    const event = (action: string, values: object) => run({ entity: 'core.event', action, on: { ids: open }, values })
    expect((await event('move', { day: '2026-11-20' })).json).toMatchObject({ changed: open.length, refused: 0 })
    for (const id of open) {
      const { json } = await doors.api('GET', `/events/${id}`)
      expect(String(json.plannedFrom).slice(0, 10)).toBe('2026-11-20')
    }
    expect((await event('give', { performerId: dorota })).json.refused).toBe(0)
    expect((await event('cancel', { outcome: 'odwołane' })).json).toMatchObject({ changed: open.length })
    expect((await event('done', {})).json).toMatchObject({ changed: 0, refused: open.length })

    const one: { case_id: number; owner_id: number } = await db('core_event as e')
      .join('core_case as c', 'c.id', 'e.case_id')
      .whereIn('e.state', ['planned', 'in-progress'])
      .whereRaw('e.owner_id = c.owner_id')
      .whereNot('e.owner_id', dorota)
      .first('e.case_id', 'e.owner_id')
    const on = { ids: [one.case_id] }
    const given = await run({ entity: 'core.case', action: 'assign', on, values: { ownerId: dorota, events: true } })
    expect(given.json).toMatchObject({ changed: 1 })
    const left = await db('core_event').where(one).whereIn('state', ['planned', 'in-progress'])
    expect(left).toEqual([])
  })

  it('is begun on a page: the boxes, the question, the change, and the way back', async () => {
    const [first, second] = await ids('')
    const list = await doors.page('/contractors')
    expect(list.body).toContain(`name="pick" value="${first}"`)
    expect(list.body).toContain('data-bulk="core.contractor"')
    // A filter that is left out must not stand for all.
    expect((await doors.page('/contractors?colour=red')).body).not.toContain('data-bulk=')
    const ask = { entity: 'core.contractor', pick: String(first), more: `${second},oops`, filter: 'view=all' }
    const step = await doors.page('/bulk-runs/preparation', { ...ask, action: 'set' })
    expect(step.body).toContain('name="field"')
    const form = await doors.page('/bulk-runs/preparation', { ...ask, action: 'set', field: 'note' })
    expect(form.body).toContain('name="values.note"')
    expect(form.body).toContain('2 pozycje')
    const sent = {
      entity: 'core.contractor',
      action: 'set',
      'on.ids': String(first),
      'values.note': 'Z listy',
      back: '/contractors',
    }
    const done = await doors.page('/bulk-runs', sent)
    expect([done.status, done.at]).toEqual([303, '/contractors'])
    expect((await doors.api('GET', `/contractors/${first}`)).json.note).toBe('Z listy')
    const all = { entity: 'core.contractor', action: 'remove', all: 'yes', filter: 'view=all', except: String(first) }
    const count = (await ids('view=all')).length - 1
    expect((await doors.page('/bulk-runs/preparation', all)).body).toContain(`${count} pozycji`)
  })

  it('of more than two hundred records is a job, and its rows are fixed when it begins', async () => {
    const { db } = doors.example.host.kernel
    const sample = (await db('core_contractor').orderBy('id').first()) as Record<string, unknown>
    const { id: _id, ...row } = sample
    const masses = { city: 'Masowo', city_key: sortKeyOf('Masowo'), tax_id: null }
    const many = Array.from({ length: 620 }, () => ({ ...row, ...masses }))
    await db.batchInsert('core_contractor', many, 20)
    const begun = await run({ ...contractors, action: 'set', on: { filter: 'city=Masowo' }, values: { note: 'wiele' } })
    expect(begun.status).toBe(202)
    expect(begun.json).toMatchObject({ job: 'core.bulk', state: 'waiting', total: 620 })
    await db('core_contractor').insert({ ...row, ...masses })
    await doors.example.host.drain()
    const { json } = await doors.api('GET', `/jobs/${begun.json.id}`)
    expect(json).toMatchObject({ state: 'done', done: 620, result: { changed: 620, refused: 0 } })
    expect((await db('core_contractor').where({ note: 'wiele' })).length).toBe(620)
    expect((await db('core_bulk_row')).length).toBeLessThan(100)
    expect((await doors.page(`/jobs/${begun.json.id}`)).body).toContain('Zmieniono: 620')
  }, 180_000)
})
