import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { present } from '../entity/present.js'
import { save } from '../entity/save.js'
import { firm, matter, scratchWorld, type World } from '../entity/scratch-world.js'
import { seenOne } from '../entity/seen.js'
import { list } from '../plugin/lists.js'
import { serveList } from '../lists/serve-list.js'
import { Refusal } from '../plugin/refusal.js'
import type { RawQuery } from '../lists/read-query.js'
import { attributesOf } from './attributes-of.js'
import { createAttributeType, type NewAttributeType } from './create-attribute-type.js'

const firms = list('t.firms', { of: firm, columns: [], views: [], sort: 'name' } as never)
const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? (error.details.fields ?? []).map((each) => each.code) : error),
  )

describe.each(scratchEngines)('kinds of attributes on %s', (engine) => {
  let world: World
  const ids: Record<string, number> = {}
  const define = (given: Omit<NewAttributeType, 'entity'>) =>
    world.write((ctx) => createAttributeType(ctx, { entity: 't.firm', ...given }))
  const add = async (name: string, attributes: object, ownerId: number | null = null) => {
    const made = await world.write((ctx) => create(ctx, firm, { name, ownerId, attributes }))
    ids[name] = made.id
    return made.id
  }
  const found = async (query: RawQuery, ctx = world.ctx()) =>
    (await serveList({ ...ctx, origin: 'api' }, firms, query)).items.map(({ name }) => name)

  beforeAll(async () => {
    world = await scratchWorld(engine)
    await define({ labelPl: 'Historia', kind: 'long-text' })
    await define({ labelPl: 'Kwota', kind: 'money', currency: 'EUR' })
    await define({ labelPl: 'Liczba', kind: 'number', places: 6 })
    await define({ labelPl: 'Chwila', kind: 'instant' })
    await define({ labelPl: 'Sprawa', kind: 'reference', refersTo: 't.matter' })
    await define({ labelPl: 'Sprawy', kind: 'references', refersTo: 't.matter' })
    for (const [name, ownerId] of [
      ['Pierwsza', 1],
      ['Druga', 2],
    ] as const) {
      const person = await world.db('t_person').insert({ name: `P${ownerId}`, created_at: '2026-11-05T08:00:00.000Z' })
      const made = await world.write((ctx) => create(ctx, matter, { name, ownerId: Number(person[0]) }))
      ids[name] = made.id
    }
    await add('A', {
      historia: 'Zaczęło się w Łodzi.\nI trwa.',
      kwota: '1 234,56',
      liczba: '999999999999.999999',
      chwila: '2026-11-05T09:15',
      sprawa: String(ids['Pierwsza']),
      sprawy: ['', String(ids['Druga']), String(ids['Pierwsza'])],
    })
    await add('B', { kwota: '-5', liczba: '-999999999999,999999', sprawa: String(ids['Druga']) })
    await add('C', {})
  })
  afterAll(() => world.drop())

  it('keep what was typed as JSON', async () => {
    expect((await attributesOf(world.ctx(), firm, [ids['A'] ?? 0])).get(ids['A'] ?? 0)).toEqual({
      historia: 'Zaczęło się w Łodzi.\nI trwa.',
      kwota: 123456,
      liczba: '999999999999.999999',
      chwila: '2026-11-05T08:15:00.000Z',
      sprawa: ids['Pierwsza'],
      sprawy: [ids['Druga'], ids['Pierwsza']],
    })
  })

  it('filter by every kind', async () => {
    expect(await found({ 'attr.historia.has': 'lodzi' })).toEqual(['A'])
    expect(await found({ 'attr.historia.empty': 'yes' })).toEqual(['B', 'C'])
    expect(await found({ 'attr.kwota': '123456' })).toEqual(['A'])
    expect(await found({ 'attr.kwota.lt': '0' })).toEqual(['B'])
    expect(await found({ 'attr.kwota.not': '123456' })).toEqual(['B', 'C'])
    expect(await found({ 'attr.liczba.ge': '0' })).toEqual(['A'])
    expect(await found({ 'attr.liczba': '-999999999999.999999' })).toEqual(['B'])
    expect(await found({ 'attr.chwila': '2026-11-05' })).toEqual(['A'])
    expect(await found({ 'attr.chwila': 'today' })).toEqual(['A'])
    expect(await found({ 'attr.chwila.not': 'today' })).toEqual(['B', 'C'])
    expect(await found({ 'attr.chwila.lt': 'today' })).toEqual([])
    expect(await found({ 'attr.chwila.ge': 'today-1' })).toEqual(['A'])
    expect(await found({ 'attr.sprawa': String(ids['Druga']) })).toEqual(['B'])
    expect(await found({ 'attr.sprawa.empty': 'yes' })).toEqual(['C'])
    expect(await found({ 'attr.sprawy.all': [String(ids['Druga']), String(ids['Pierwsza'])] })).toEqual(['A'])
    expect(await found({ 'attr.sprawy': String(ids['Druga']) })).toEqual(['A'])
  })

  it('sort by every kind but a long text, those without a value last', async () => {
    expect(await found({ sort: 'attr.kwota' })).toEqual(['B', 'A', 'C'])
    expect(await found({ sort: '-attr.kwota' })).toEqual(['A', 'B', 'C'])
    expect(await found({ sort: 'attr.liczba' })).toEqual(['B', 'A', 'C'])
    expect(await found({ sort: '-attr.sprawa' })).toEqual(['B', 'A', 'C'])
    await expect(found({ sort: 'attr.historia' })).rejects.toMatchObject({ status: 400 })
    await expect(found({ 'attr.historia.starts': 'za' })).rejects.toMatchObject({ status: 400 })
  })

  it('refuse what does not fit', async () => {
    const api = { ...world.ctx(), origin: 'api' as const }
    const bad = { kwota: 1.5, liczba: '1.1234567', chwila: '2026-11-05T25:00', sprawa: 9999, sprawy: [1, 'x'] }
    expect(await refused(create(api, firm, { name: 'X', attributes: bad }))).toEqual(
      Object.keys(bad).map(() => 'core.attribute-bad-value'),
    )
    const over = { historia: 'a'.repeat(20_001), kwota: 10 ** 14, liczba: '1000000000000' }
    expect(await refused(create(api, firm, { name: 'X', attributes: over }))).toHaveLength(3)
  })

  it('show references only to what may be seen, and keep the others where they are', async () => {
    const one = world.ctx({ id: 1, scope: 'all' })
    const own = { ...world.ctx({ id: 1, scope: 'own' }) }
    await world.write((ctx) => save(ctx, firm, ids['A'] ?? 0, { version: 1, ownerId: 1 }))
    const shown = async (ctx: typeof one) => {
      const [json] = await present(ctx, firm, [await seenOne(ctx, firm, ids['A'] ?? 0)], { attributes: true })
      return json?.['attributes'] as Record<string, unknown>
    }
    expect((await shown(one))['sprawy']).toEqual([ids['Druga'], ids['Pierwsza']])
    expect((await shown(own))['sprawy']).toEqual([ids['Pierwsza']])
    expect(await found({ 'attr.sprawy': String(ids['Druga']) }, own)).toEqual([])

    await world.write(async (ctx) => {
      const mine = { ...own, db: ctx.db, announce: ctx.announce }
      await save(mine, firm, ids['A'] ?? 0, { version: 2, attributes: { sprawy: [] } })
      expect(
        await refused(save(mine, firm, ids['A'] ?? 0, { version: 3, attributes: { sprawa: String(ids['Druga']) } })),
      ).toEqual(['core.attribute-bad-value'])
    })
    expect((await shown(one))['sprawy']).toEqual([ids['Druga']])
    expect((await shown(own))['sprawy']).toBeUndefined()
  })
})
