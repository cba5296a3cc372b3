import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Case } from '../../cases/models/case.js'
import { scratchEngines } from '../../db/scratch-databases.js'
import { exampleHost, type Doors, type ExampleHost } from '../../example-firm/example-host.js'
import { Operator } from '../operator.js'

describe.each(scratchEngines)('sharing one record on %s', (engine) => {
  let example: ExampleHost
  const doors: Record<string, Doors> = {}
  let boiler = 0
  beforeAll(async () => {
    example = await exampleHost(engine)
    for (const login of ['adam', 'cezary', 'franciszek', 'anna']) doors[login] = await example.as(login)
    // On a busy machine the loading itself looks like a jam; the server forgets it after a second.
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    boiler = (await Case.query(example.host.kernel.db).findOne({ name: 'Kocioł gazowy' }).throwIfNotFound()).id
  }, 120_000)
  afterAll(() => example.drop())

  const idOf = async (login: string) =>
    (await Operator.query(example.host.kernel.db).findOne({ login }).throwIfNotFound()).id
  const ask = async (login: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    // The embedded database never waits, so a row of requests would look like a jam.
    await new Promise((resolve) => setImmediate(resolve))
    const headers = { ...doors[login]?.api }
    return example.host.app.inject({ method, url: `/api${url}`, headers, ...(payload && { payload }) })
  }
  const count = async (login: string, url: string) =>
    (await ask(login, 'GET', `${url}?count=yes`)).json<{ count: { value: number } }>().count.value
  const found = async (login: string) => (await ask(login, 'GET', '/search?q=kocio&entity=core.case')).json<object>()

  it('shows the case, its events and their files to who saw none of them, and nothing of its contractor’s other cases', async () => {
    const events = await count('franciszek', '/events')
    expect([(await ask('franciszek', 'GET', `/cases/${boiler}`)).statusCode]).toEqual([404])
    const shared = await ask('cezary', 'POST', `/shares/core.case/${boiler}`, { operatorId: await idOf('franciszek') })
    expect(shared.statusCode).toBe(200)

    expect((await ask('franciszek', 'GET', `/cases/${boiler}`)).statusCode).toBe(200)
    expect(await count('franciszek', '/cases')).toBe(2)
    expect(await count('franciszek', '/events')).toBeGreaterThan(events)
    const { items } = (await ask('franciszek', 'GET', `/cases/${boiler}/attachments`)).json<{
      items: { id: number }[]
    }>()
    const file = await ask('franciszek', 'GET', `/attachments/${String(items[0]?.id)}/content`)
    expect([items.length, file.statusCode]).toEqual([6, 200])
    expect(JSON.stringify(await found('franciszek'))).toContain('Kocioł gazowy')
  })

  it('lets him read and not change, nor share it on', async () => {
    const change = await example.host.app.inject({
      method: 'PUT',
      url: `/api/cases/${boiler}`,
      headers: { ...doors.franciszek?.api },
      payload: { version: 1, note: 'moje' },
    })
    expect(change.statusCode).toBe(403)
    const on = await ask('franciszek', 'POST', `/shares/core.case/${boiler}`, { operatorId: await idOf('grazyna') })
    expect(on.statusCode).toBe(403)
  })

  it('ends with its day, and at once when it is taken back', async () => {
    const operatorId = await idOf('franciszek')
    const until = { operatorId, until: '2026-11-05' }
    expect((await ask('cezary', 'POST', `/shares/core.case/${boiler}`, until)).statusCode).toBe(200)
    expect(await count('franciszek', '/cases')).toBe(2)
    example.clock.set('2026-11-05T23:00:00.000Z')
    expect(await count('franciszek', '/cases')).toBe(1)

    await ask('cezary', 'POST', `/shares/core.case/${boiler}`, { operatorId })
    expect(await count('franciszek', '/cases')).toBe(2)
    expect((await ask('cezary', 'DELETE', `/shares/core.case/${boiler}/${operatorId}`)).statusCode).toBe(204)
    expect(await count('franciszek', '/cases')).toBe(1)
    const trail = await example.host.kernel.db('core_audit').where({ entity: 'core.case', record: boiler })
    const actions = trail.map(({ action }: { action: string }) => action)
    expect([actions.filter((one) => one === 'shared').length, actions.at(-1)]).toEqual([3, 'unshared'])
  })

  it('is refused for days that are over, for nobody, and for a role that reads no cases at all', async () => {
    const code = async (body: object) =>
      (await ask('cezary', 'POST', `/shares/core.case/${boiler}`, body)).json<{ code: string }>().code
    const operatorId = await idOf('franciszek')
    expect(await code({ operatorId, until: '2026-11-01' })).toBe('core.share-past')
    expect(await code({ operatorId, until: '2026-02-30' })).toBe('core.bad-day')
    expect(await code({ operatorId: 999_999 })).toBe('core.share-nobody')
    await example.host.kernel
      .db('core_grant')
      .where({ permission: 'core.read-cases' })
      .whereIn('role_id', (roles) => {
        void roles.from('core_operator').where({ id: operatorId }).select('role_id')
      })
      .delete()
    await example.host.kernel.db('core_revision').where({ name: 'access' }).increment('n', 1)
    expect(await code({ operatorId })).toBe('core.share-no-grant')
  })

  it('has a page, reached from the record’s menu by who may edit it', async () => {
    const page = async (login: string, url: string) =>
      example.host.app.inject({ url, headers: { ...(await example.as(login)).page } })
    expect((await page('cezary', `/cases/${boiler}`)).body).toContain(`/shares/core.case/${boiler}`)
    const shares = await page('cezary', `/shares/core.case/${boiler}`)
    expect([shares.statusCode, shares.body.includes('Udostępnij: Kocioł gazowy')]).toEqual([200, true])
    expect((await page('anna', `/shares/core.case/${boiler}`)).statusCode).toBe(403)
    expect((await page('adam', '/shares/core.attachment/1')).statusCode).toBe(404)
  })

  it('adds nothing to the statements of who has no share', async () => {
    const asked: string[] = []
    const listen = ({ sql }: { sql: string }) => void asked.push(sql)
    example.host.kernel.db.on('query', listen)
    await ask('anna', 'GET', '/cases')
    example.host.kernel.db.off('query', listen)
    expect(asked.some((sql) => /select .* from .core_case./.test(sql))).toBe(true)
    expect(asked.filter((sql) => sql.includes('core_share'))).toEqual([])
  })
})
