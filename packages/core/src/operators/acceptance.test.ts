import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../example-firm/example-host.js'
import { Operator } from './operator.js'
import { Role } from './role.js'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

describe.each(scratchEngines)('roles of the example firm on %s', (engine) => {
  let example: ExampleHost
  let adam: Doors
  beforeAll(async () => {
    example = await exampleHost(engine)
    adam = await example.as('adam')
  })
  afterAll(() => example.drop())

  const role = (key: string) => Role.query(example.host.kernel.db).findOne({ key }).throwIfNotFound()
  const operator = (login: string) => Operator.query(example.host.kernel.db).findOne({ login }).throwIfNotFound()
  const api = async (doors: Doors, method: Method, url: string, payload?: object) => {
    const answer = await example.host.app.inject({
      method,
      url,
      headers: { ...doors.api },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, json: (answer.body === '' ? {} : answer.json()) as Record<string, unknown> }
  }
  const rows = async (doors: Doors, url: string) =>
    (await example.host.app.inject({ url, headers: { ...doors.page } })).body.split(/<tr[^>]* data-row/).length - 1

  it('§11.2: a role somebody has stays, with their names; so does the Administrator; and nobody is without a role', async () => {
    const secretary = await role('secretary')
    const inUse = await api(adam, 'DELETE', `/api/roles/${secretary.id}?version=${secretary.version}`)
    expect([inUse.status, inUse.json['code']]).toEqual([422, 'core.role-in-use'])
    expect(inUse.json['operators']).toEqual([
      { id: (await operator('anna')).id, name: 'Anna Adamska' },
      { id: (await operator('barbara')).id, name: 'Barbara Bąk' },
    ])
    const builtIn = await role('administrator')
    const kept = await api(adam, 'DELETE', `/api/roles/${builtIn.id}?version=${builtIn.version}`)
    expect([kept.status, kept.json['code']]).toEqual([422, 'core.role-built-in'])

    const person = { login: 'zofia', name: 'Zofia Zych', kind: 'person', locale: 'pl' }
    expect((await api(adam, 'POST', '/api/operators', person)).status).toBe(400)
    const barbara = await operator('barbara')
    const none = { version: barbara.version, roleId: null }
    const refused = await api(adam, 'PUT', `/api/operators/${barbara.id}`, none)
    expect([refused.status, refused.json['fields']]).toMatchObject([422, [{ path: 'roleId', code: 'core.required' }]])
  })

  it('§11.2: Barbara given Sprzedawca has exactly that one, and Sekretarka shows one operator', async () => {
    const [barbara, seller, secretary] = [await operator('barbara'), await role('seller'), await role('secretary')]
    const given = { version: barbara.version, roleId: seller.id }
    const saved = await api(adam, 'PUT', `/api/operators/${barbara.id}`, given)
    expect([saved.status, saved.json['role']]).toEqual([200, { id: seller.id, label: 'Sprzedawca' }])
    const page = (await example.host.app.inject({ url: `/roles/${secretary.id}`, headers: { ...adam.page } })).body
    const who = page.slice(page.indexOf('Kto ma tę rolę'))
    expect([who.includes('Anna Adamska'), who.includes('Barbara Bąk')]).toEqual([true, false])
    const back = { version: barbara.version + 1, roleId: secretary.id }
    expect((await api(adam, 'PUT', `/api/operators/${barbara.id}`, back)).status).toBe(200)
  })

  it('§11.4: Grażyna sees no case, and those of her department at her next request when her role may', async () => {
    const grazyna = await example.as('grazyna')
    expect(await rows(grazyna, '/cases')).toBe(0)
    const consultant = await role('consultant')
    const wide = await api(adam, 'PUT', `/api/roles/${consultant.id}/grants/core.read-cases`, { scope: 'department' })
    expect(wide.status).toBe(200)
    expect(await rows(grazyna, '/cases')).toBe(6)
    const items = (await api(grazyna, 'GET', '/api/cases')).json['items'] as readonly { owner: { label: string } }[]
    expect(items.map(({ owner }) => owner.label)).toEqual(Array.from({ length: 6 }, () => 'Cezary Cichy'))
  })

  it('a lock of a login is seen and lifted by who manages operators, in the browser and over the API', async () => {
    const anna = await operator('anna')
    const locked = async () => {
      for (let n = 0; n < 5; n += 1)
        await example.host.app.inject({
          method: 'POST',
          url: '/session',
          headers: form,
          payload: 'login=anna&password=wrong-wrong-wrong',
        })
      const page = (await example.host.app.inject({ url: `/operators/${anna.id}`, headers: { ...adam.page } })).body
      return page.includes('login jest zablokowany do')
    }
    expect(await locked()).toBe(true)
    expect((await api(await example.as('cezary'), 'DELETE', `/api/operators/${anna.id}/lock`)).status).toBe(403)
    expect((await api(adam, 'DELETE', `/api/operators/${anna.id}/lock`)).status).toBe(204)
    expect(await locked()).toBe(true)
    const headers = { ...form, ...adam.page }
    const lifted = await example.host.app.inject({ method: 'POST', url: `/operators/${anna.id}/lock/removal`, headers })
    expect(lifted.statusCode).toBe(303)

    const entries: { action: string; record: number }[] = await example.host.kernel
      .db('core_audit')
      .whereIn('action', ['locked', 'unlocked'])
      .orderBy('id')
      .select('action', 'record')
    expect(entries.map(({ action, record }) => [action, record])).toEqual(
      ['locked', 'unlocked', 'locked', 'unlocked'].map((action) => [action, anna.id]),
    )
  })
})
