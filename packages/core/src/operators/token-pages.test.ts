import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { refused, scratchPeople } from './scratch-people.js'
import { createSession } from './sessions.js'
import { createToken } from './tokens.js'

const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

describe.each(scratchEngines)('tokens and sessions at their addresses on %s', (engine) => {
  let people: Awaited<ReturnType<typeof scratchPeople>>
  let [seller, robot] = [0, 0]
  beforeAll(async () => {
    people = await scratchPeople(engine)
    seller = await people.hire('seller')
    robot = await people.hire('seller', { kind: 'service', name: 'Sklep' })
  })
  afterAll(() => people.drop())

  const cookie = async (id: number) => `berberis=${await people.run((ctx) => createSession(ctx, id))}`
  const bearer = async (id: number) => {
    const { token } = await people.run((ctx) => createToken(ctx, id, { name: 'tests' }))
    return { authorization: `Bearer ${token}` }
  }
  const post = (url: string, by: string, sent: Record<string, string | string[]> = {}) => {
    const pairs = Object.entries(sent).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    )
    const payload = new URLSearchParams(pairs).toString()
    return people.host.app.inject({ method: 'POST', url, headers: { ...form, cookie: by }, payload })
  }

  it('a token is cut in its form to permissions of its owner, and to reading', async () => {
    const mine = await cookie(seller)
    const page = (await people.host.app.inject({ url: '/me', headers: { cookie: mine } })).body
    expect(page).toContain('name="permissions" value="core.read-cases"')
    expect(page).not.toContain('name="permissions" value="core.manage-roles"')
    const made = await post('/me/tokens', mine, {
      name: 'arkusz',
      readOnly: 'on',
      permissions: ['', 'core.read-cases', 'core.read-contractors'],
    })
    const token = /bbs_[\w-]{43}/.exec(made.body)?.[0] ?? ''
    const by = { authorization: `Bearer ${token}` }
    const status = async (url: string, method: 'GET' | 'POST' = 'GET') =>
      (await people.host.app.inject({ url, method, headers: by, ...(method === 'POST' && { payload: {} }) })).statusCode
    expect([await status('/api/cases'), await status('/api/events'), await status('/api/cases', 'POST')]).toEqual([
      200, 403, 403,
    ])
    const listed = await people.host.app.inject({ url: '/api/me/tokens', headers: by })
    expect(listed.json<{ items: object[] }>().items[0]).toMatchObject({
      name: 'arkusz',
      readOnly: true,
      permissions: ['core.read-cases', 'core.read-contractors'],
    })
    expect(listed.body).not.toContain(token)
  })

  it('an administrator sees and ends those of others, and makes them for programs only', async () => {
    const adam = await bearer(people.adam)
    const his = await cookie(people.adam)
    const made = await people.host.app.inject({
      method: 'POST',
      url: `/api/operators/${robot}/tokens`,
      headers: { ...adam, 'idempotency-key': 'one' },
      payload: { name: 'sklep', permissions: ['core.read-contractors'] },
    })
    const { token = '', id } = made.json<{ token?: string; id: number }>()
    expect([made.statusCode, token.startsWith('bbs_')]).toEqual([201, true])
    const kept = JSON.stringify(await people.host.kernel.db('core_idempotency').select())
    expect(kept.includes(token)).toBe(false)
    const page = await people.host.app.inject({ url: `/operators/${robot}/tokens`, headers: { cookie: his } })
    expect([page.statusCode, page.body.includes('sklep'), page.body.includes(token)]).toEqual([200, true, false])
    const shown = await post(`/operators/${robot}/tokens`, his, { name: 'druga' })
    expect([shown.statusCode, /bbs_[\w-]{43}/.test(shown.body)]).toEqual([201, true])

    const by = { authorization: `Bearer ${token}` }
    expect((await people.host.app.inject({ url: '/api/contractors', headers: by })).statusCode).toBe(200)
    expect((await post(`/operators/${robot}/tokens/${id}/removal`, his)).statusCode).toBe(303)
    expect((await people.host.app.inject({ url: '/api/contractors', headers: by })).statusCode).toBe(401)

    const person = await post(`/operators/${seller}/tokens`, his, { name: 'w cudzym imieniu' })
    expect([person.statusCode, person.body.includes('tworzy ona sama')]).toEqual([422, true])
    expect((await post(`/operators/${robot}/tokens`, await cookie(seller), { name: 'x' })).statusCode).toBe(403)
    expect(await refused(people.run((ctx) => createToken(ctx, 9_999, { name: 'x' })))).toMatchObject({ status: 404 })
  })

  it('one’s own sessions are listed and ended, one by one and all the others at once', async () => {
    const [first, second, third] = [await cookie(seller), await cookie(seller), await cookie(seller)]
    const page = await people.host.app.inject({ url: '/me/sessions', headers: { cookie: first } })
    expect([page.statusCode, page.body.includes('ta sesja')]).toEqual([200, true])
    const api = await people.host.app.inject({ url: '/api/me/sessions', headers: await bearer(seller) })
    const { items } = api.json<{ items: { id: number; current: boolean }[] }>()
    expect(items.filter(({ current }) => current)).toEqual([])
    expect(JSON.stringify(items)).not.toContain(first.slice('berberis='.length))

    const foreign = await post(`/me/sessions/${items[0]?.id ?? 0}/removal`, await cookie(people.adam))
    expect(foreign.statusCode).toBe(303)
    const holds = async (by: string) =>
      (await people.host.app.inject({ url: '/me', headers: { cookie: by } })).statusCode === 200
    expect([await holds(second), await holds(third)]).toEqual([true, true])
    expect((await post('/me/sessions/removal', first)).statusCode).toBe(303)
    expect([await holds(first), await holds(second), await holds(third)]).toEqual([true, false, false])
  })
})
