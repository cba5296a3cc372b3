import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { scratchDoors, type Answer, type Json, type Scratch } from './scratch-doors.js'
import { compareContractors } from './services/compare-contractors.js'

interface Pair {
  readonly id: number
  readonly score: number
  readonly reasons: readonly string[]
  readonly one: { readonly id: number; readonly label: string }
  readonly other: { readonly id: number; readonly label: string }
}

describe.each(scratchEngines)('contractors that may be there twice on %s', (engine) => {
  let scratch: Scratch
  let imperial: number
  beforeAll(async () => {
    scratch = await scratchDoors(engine)
    imperial = await scratch.named('Hotel Imperial')
  }, 120_000)
  afterAll(() => scratch.example.drop())

  const company = (more: object, login?: string) =>
    scratch.api('POST', '/contractors', { kind: 'company', ...more }, login)
  const named = ({ json }: Answer) => json.candidates as { id: number; score: number; reasons: string[] }[]
  const pairs = async () => (await scratch.api('GET', '/contractors/duplicates')).json.items as unknown as Pair[]
  const compare = () => scratch.example.run(compareContractors)
  const count = async () => (await scratch.api('GET', '/contractors?count=yes')).json.count

  it('§11.12: are refused under a like name, and under the same NIP, and one with letters changed over is saved', async () => {
    const before = await count()
    const refused = await company({ name: 'HOTEL IMPERIAL Sp. z o.o.' })
    expect(refused).toMatchObject({ status: 422, json: { code: 'core.possible-duplicate' } })
    expect(named(refused)).toEqual([{ id: imperial, name: 'Hotel Imperial', score: 80, reasons: ['name'] }])
    const byNip = await company({ name: 'HOTEL IMPERIAL Sp. z o.o.', taxId: '999-000-03-62' })
    expect(named(byNip)).toMatchObject([{ id: imperial, score: 100, reasons: ['taxId', 'name'] }])
    expect(await count()).toEqual(before)
    expect((await company({ name: 'Hotel Imperail' })).status).toBe(201)
  })

  it('are shown while one types, whatever is half typed yet', async () => {
    const ask = async (query: string) => named(await scratch.api('GET', `/contractor-candidates?${query}`))
    expect(await ask('name=hotel+imperiall')).toMatchObject([{ id: imperial, score: 77 }])
    expect(await ask('taxId=999-000-03-62&name=')).toMatchObject([{ id: imperial, score: 100 }])
    expect(await ask('taxId=999-000-03&email=a@&phone=1&iban=PL')).toEqual([])
    expect(await ask(`taxId=9990000362&except=${imperial}`)).toEqual([])
    expect(await ask('')).toEqual([])
    const { body } = await scratch.page('/contractor-candidates?name=Hotel+Imperial&kind=company')
    expect(body).toContain('80%')
    expect(body).toContain(`href="/contractors/${imperial}"`)
  })

  it('are saved nevertheless when somebody says that they are others, which the trail keeps', async () => {
    const { status, json } = await company({ name: 'Hotel Imperial S.A.', acceptDuplicates: true })
    expect(status).toBe(201)
    const trail = await scratch.api('GET', `/audit?entity=core.contractor&record=${json.id}`)
    expect((trail.json.items as Json[]).map(({ action }) => action)).toContain('duplicates-accepted')
  })

  it('show a form again with all that was typed, the like ones at its side and a tick', async () => {
    const typed = { kind: 'company', name: 'Hotel Imperial', note: 'Z targów', country: 'PL' }
    const fresh = await scratch.page('/contractors/new')
    expect(fresh.body).not.toContain('acceptDuplicates')
    const again = await scratch.page('/contractors', typed)
    expect(again.status).toBe(422)
    for (const text of ['Z targów', 'name="acceptDuplicates"', `href="/contractors/${imperial}"`, '80%'])
      expect(again.body).toContain(text)
    const saved = await scratch.page('/contractors', { ...typed, acceptDuplicates: 'on' })
    expect(saved.status).toBe(303)
  })

  it('are asked about again only when a name or a NIP changes', async () => {
    const { json } = await company({ name: 'Pensjonat Róża' })
    const at = `/contractors/${json.id}`
    const renamed = { version: 1, name: 'Hotel „Imperial”' }
    expect(await scratch.api('PUT', at, renamed)).toMatchObject({
      status: 422,
      json: { code: 'core.possible-duplicate' },
    })
    expect((await scratch.api('PUT', at, { ...renamed, acceptDuplicates: true })).status).toBe(200)
    expect((await scratch.api('PUT', at, { version: 2, note: 'Cicho' })).status).toBe(200)
  })

  it('name only those one may see', async () => {
    await scratch.example.run(async (ctx) => {
      const { role_id } = await ctx.db('core_operator').where({ login: 'cezary' }).first('role_id')
      await ctx.db('core_grant').where({ role_id, permission: 'core.read-contractors' }).update({ scope: 'own' })
      await ctx.db('core_revision').where({ name: 'access' }).increment('n', 1)
      await ctx.db('core_contractor').where({ id: imperial }).update({ owner_id: null })
    })
    const refused = await company({ name: 'Nowa', taxId: '999-000-03-62' }, 'cezary')
    expect(refused).toMatchObject({ status: 422, json: { code: 'core.possible-duplicate', candidates: [] } })
  })

  it('are listed in pairs, the most alike first, until somebody says that they are two', async () => {
    const twin = await company({ name: 'Całkiem inna', taxId: '999-000-03-62', acceptDuplicates: true })
    await compare()
    const [best, ...rest] = await pairs()
    expect(best).toMatchObject({ score: 100, reasons: ['taxId'], one: { id: imperial }, other: { id: twin.json.id } })
    expect(rest.map(({ score }) => score)).toEqual([...rest.map(({ score }) => score)].sort((a, b) => b - a))
    expect(rest.some(({ reasons }) => reasons.includes('name'))).toBe(true)

    const page = await scratch.page('/contractors/duplicates')
    expect(page.body).toContain('Całkiem inna')
    expect((await scratch.page(`/contractors/duplicates/${best?.id ?? 0}/distinction`, {})).status).toBe(303)
    await scratch.example.run((ctx) => ctx.db('core_contractor').update({ compared_at: null }))
    await compare()
    expect((await pairs()).map(({ id }) => id)).not.toContain(best?.id)
    await scratch.api('DELETE', `/contractors/duplicates/${best?.id ?? 0}/distinction`)
    expect((await pairs())[0]?.id).toBe(best?.id)
  })

  it('are forgotten when they are alike no more', async () => {
    const { json } = await company({ name: 'Młyn Stary', phone: '600 100 200' })
    const other = await company({ name: 'Piekarnia Rogal', phone: '600 100 200' })
    await compare()
    const mine = async () => (await pairs()).filter(({ other: { id } }) => id === other.json.id)
    expect(await mine()).toMatchObject([{ score: 60, reasons: ['phone'], one: { id: json.id } }])
    const [phone] = (await scratch.api('GET', `/contractors/${json.id}/contacts`)).json.items as Json[]
    await scratch.api('PUT', `/contractors/${json.id}/contacts/${phone?.id ?? 0}`, { version: 1, value: '600 100 201' })
    await compare()
    expect(await mine()).toEqual([])
  })
})
