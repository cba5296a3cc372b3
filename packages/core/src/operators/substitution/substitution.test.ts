import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { create } from '../../entity/create.js'
import { remove } from '../../entity/remove.js'
import { save } from '../../entity/save.js'
import { exampleHost, type ExampleHost } from '../../example-firm/example-host.js'
import { Operator } from '../operator.js'
import { refusedCode } from '../scratch-people.js'
import { createSession } from '../sessions.js'
import { Substitution, substitution } from './substitution.js'

const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

describe.each(scratchEngines)('standing in for somebody on %s', (engine) => {
  let example: ExampleHost
  beforeAll(async () => void (example = await exampleHost(engine)), 120_000)
  afterAll(() => example.drop())

  const idOf = async (login: string) =>
    (await Operator.query(example.host.kernel.db).findOne({ login }).throwIfNotFound()).id
  const signedIn = async (login: string) => {
    const id = await idOf(login)
    return `berberis=${await example.run((ctx) => createSession(ctx, id))}`
  }
  const get = (cookie: string, url: string) => example.host.app.inject({ url, headers: { cookie } })
  const post = (cookie: string, url: string, body: Record<string, string> = {}) =>
    example.host.app.inject({
      method: 'POST',
      url,
      headers: { ...form, cookie },
      payload: new URLSearchParams(body).toString(),
    })
  const cookieOf = ({ cookies }: Awaited<ReturnType<typeof post>>) =>
    String(cookies.map(({ name, value }) => `${name}=${value}`)[0])
  /** How many rows a page of cases shows. */
  const rows = async (cookie: string, url: string) =>
    (await get(cookie, url)).body.split(/<tr[^>]* data-row/).length - 1

  it('§11.5: Anna acts as Dorota, whose cases are hers meanwhile', async () => {
    const { id } = await Substitution.query(example.host.kernel.db).first().throwIfNotFound()
    const own = await signedIn('anna')
    expect(await rows(own, '/cases?owner=me')).toBe(4)

    const acting = cookieOf(await post(own, '/session/acting', { substitution: String(id) }))
    expect(acting).not.toBe(own)
    expect((await get(own, '/cases')).statusCode).toBe(303)
    expect(await rows(acting, '/cases?owner=me')).toBe(3)
    const page = (await get(acting, '/cases?owner=me')).body
    expect(page).toContain('Działasz jako Dorota Dąbek, do 09.11.2026 włącznie.')
    expect(page).toContain('przy komputerze: Anna Adamska')
    // A manager may change settings of nobody, but she may close any case; her own account stays hers.
    expect((await get(acting, '/me')).body).toContain('anna · Sekretarka')
  })

  it('writes who really did it, and in whose name', async () => {
    const { id } = await Substitution.query(example.host.kernel.db).first().throwIfNotFound()
    const acting = cookieOf(await post(await signedIn('anna'), '/session/acting', { substitution: String(id) }))
    const made = await post(acting, '/contractors', { kind: 'company', name: 'Zastępcza', country: 'PL' })
    expect(made.statusCode).toBe(303)
    const row: { created_by: number; owner_id: number } = await example.host.kernel
      .db('core_contractor')
      .where({ name: 'Zastępcza' })
      .first()
    const [anna, dorota] = [await idOf('anna'), await idOf('dorota')]
    expect([row.created_by, row.owner_id]).toEqual([anna, dorota])
    const entry: { operator_id: number } = await example.host.kernel
      .db('core_audit')
      .where({ entity: 'core.contractor', label: 'Zastępcza' })
      .first()
    expect(entry.operator_id).toBe(anna)

    expect((await post(acting, '/drafts', { address: '/cases/new', typed: 'name=Zastępcza' })).statusCode).toBe(200)
    expect(await example.host.kernel.db('core_draft').pluck('operator_id')).toEqual([anna])

    const back = cookieOf(await post(acting, '/session/acting/removal'))
    expect([back === acting, await rows(back, '/cases?owner=me')]).toEqual([false, 4])
  })

  it('lets nobody act by a substitution of others, on another day, or with a token', async () => {
    const { id } = await Substitution.query(example.host.kernel.db).first().throwIfNotFound()
    expect((await post(await signedIn('barbara'), '/session/acting', { substitution: String(id) })).statusCode).toBe(
      404,
    )
    const early = await example.run((ctx) => people(ctx, 'edward', 'barbara', '2026-11-20', '2026-11-21'))
    const refused = await post(await signedIn('barbara'), '/session/acting', { substitution: String(early) })
    expect([refused.statusCode, refused.body.includes('dziś nie obowiązuje')]).toEqual([422, true])
    const { api } = await example.as('anna')
    const { headers, ...answer } = await example.host.app.inject({
      method: 'PUT',
      url: '/api/session/acting',
      headers: { ...api },
      payload: { substitution: id },
    })
    expect([answer.statusCode, headers['set-cookie']]).toEqual([404, undefined])
  })

  it('§11.5: refuses a second substitute on a day, chains, oneself, and more than ninety-two days', async () => {
    const told = (...days: [string, string, string, string]) => refusedCode(example.run((ctx) => people(ctx, ...days)))
    expect(await told('dorota', 'barbara', '2026-11-09', '2026-11-12')).toBe('core.substitution-overlap')
    expect(await told('cezary', 'anna', '2026-11-01', '2026-11-06')).toBe('core.substitution-overlap')
    expect(await told('anna', 'barbara', '2026-11-08', '2026-11-08')).toBe('core.substitution-chain')
    expect(await told('cezary', 'dorota', '2026-11-08', '2026-11-08')).toBe('core.substitution-chain')
    expect(await told('cezary', 'cezary', '2026-12-01', '2026-12-02')).toBe('core.substitution-self')
    expect(await told('cezary', 'barbara', '2026-12-01', '2027-03-03')).toBe('core.substitution-too-long')
    expect(await told('cezary', 'barbara', '2026-10-01', '2026-10-02')).toBe('core.substitution-past')
    expect(await told('cezary', 'barbara', '2026-12-02', '2026-12-01')).toBe('core.dates-reversed')
    expect(await told('cezary', 'barbara', '2026-12-01', '2027-03-02')).toBe('let through')
  })

  it('stands at its own page for administrators, and on everybody’s account', async () => {
    const adam = await example.as('adam')
    const list = await example.host.app.inject({ url: '/substitutions', headers: { ...adam.page } })
    expect([list.statusCode, list.body.includes('Dorota Dąbek')]).toEqual([200, true])
    const items = await example.host.app.inject({ url: '/api/substitutions', headers: { ...adam.api } })
    expect(items.json<{ items: { absent: { label: string } }[] }>().items.map(({ absent }) => absent.label)).toEqual(
      expect.arrayContaining(['Edward Etatowy', 'Dorota Dąbek']),
    )
    expect((await get(await signedIn('anna'), '/substitutions')).statusCode).toBe(403)
    expect((await get(await signedIn('dorota'), '/me')).body).toContain('Anna Adamska')
  })

  it('takes it back at the next request of the substitute when the days change or it is removed', async () => {
    const row = await Substitution.query(example.host.kernel.db).first().throwIfNotFound()
    const acting = cookieOf(await post(await signedIn('anna'), '/session/acting', { substitution: String(row.id) }))
    await example.run((ctx) => save(ctx, substitution, row.id, { version: row.version, from: '2026-11-06' }))
    expect(await rows(acting, '/cases?owner=me')).toBe(4)
    await example.run((ctx) => save(ctx, substitution, row.id, { version: row.version + 1, from: '2026-11-05' }))
    expect(await rows(acting, '/cases?owner=me')).toBe(3)
    await example.run((ctx) => remove(ctx, substitution, row.id, { version: row.version + 2 }))
    expect(await rows(acting, '/cases?owner=me')).toBe(4)
  })

  it('§11.5: the same session is her own again in the first moment of the tenth', async () => {
    const id = await example.run((ctx) => people(ctx, 'edward', 'anna', '2026-11-05', '2026-11-09'))
    example.clock.set('2026-11-09T22:59:59.000Z')
    const late = await signedIn('anna')
    const until = cookieOf(await post(late, '/session/acting', { substitution: String(id) }))
    expect(await rows(until, '/cases?owner=me')).toBe(0)
    example.clock.set('2026-11-09T23:00:00.000Z')
    expect(await rows(until, '/cases?owner=me')).toBe(4)
    expect((await get(until, '/cases')).body).not.toContain('Działasz jako')
  })

  const people = async (ctx: Parameters<Parameters<ExampleHost['run']>[0]>[0], ...given: string[]) => {
    const [absent = '', substitute = '', from, to] = given
    const ids = { absentId: await idIn(ctx, absent), substituteId: await idIn(ctx, substitute) }
    return (await create(ctx, substitution, { ...ids, from, to })).id
  }
})

async function idIn({ db }: Parameters<Parameters<ExampleHost['run']>[0]>[0], login: string): Promise<number> {
  return (await Operator.query(db).findOne({ login }).throwIfNotFound()).id
}
