import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { remove } from '../entity/remove.js'
import { save } from '../entity/save.js'
import { deed, firm, matter, person, scratchWorld, sheet, stamp, type World } from '../entity/scratch-world.js'
import { markWords } from './mark-words.js'
import { pick } from './pick.js'
import { search } from './search.js'
import { sweepWords } from './sweep-words.js'

describe('marked words', () => {
  it('are found without their accents and in any case', () => {
    expect(markWords('Współpraca „Łąka”', ['laka', 'wspol'])).toEqual([
      { text: 'Współ', hit: true },
      { text: 'praca „', hit: false },
      { text: 'Łąka', hit: true },
      { text: '”', hit: false },
    ])
    expect(markWords('Ala', ['kot'])).toEqual([{ text: 'Ala', hit: false }])
  })
})

describe.each(scratchEngines)('the search on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      for (const name of ['Anna', 'Barbara']) await create(ctx, person, { name })
      await create(ctx, firm, { name: 'Hotel Imperial', city: 'Łódź', taxId: '9990000362', ownerId: 1 })
      await create(ctx, firm, { name: 'Imperium Smaku', city: 'Kraków', ownerId: 1 })
      await create(ctx, firm, { name: 'Supermarket', city: 'Imperiałowo', ownerId: 2 })
      await create(ctx, firm, { name: 'Nadimperator', ownerId: 2 })
      await create(ctx, firm, { name: 'Zamknięta Imperial', ownerId: 2, closedAt: '2026-01-01T00:00:00Z' })
      await create(ctx, matter, { name: 'Wymiana pieców w hotelu', ownerId: 2 })
    })
  })
  afterAll(() => world.drop())
  const found = async (q: string, ctx = world.ctx()) =>
    (await search(ctx, q)).groups.flatMap(({ entity, items }) =>
      items.map(({ label }) => `${entity.slice(2)}: ${label}`),
    )

  it('puts whole words of the title first, then beginnings, then what is inside', async () => {
    expect(await found('imperial')).toEqual(['firm: Hotel Imperial', 'firm: Zamknięta Imperial', 'firm: Supermarket'])
    expect(await found('imper')).toEqual([
      'firm: Hotel Imperial',
      'firm: Imperium Smaku',
      'firm: Zamknięta Imperial',
      'firm: Supermarket',
      'firm: Nadimperator',
    ])
  })

  it('finds fragments of several words, numbers as people write them, and nothing for a lone sign', async () => {
    expect(await found('HOT lodz')).toEqual(['firm: Hotel Imperial'])
    expect(await found('999-000-03')).toEqual(['firm: Hotel Imperial'])
    expect(await found('hotel')).toEqual(['firm: Hotel Imperial', 'matter: Wymiana pieców w hotelu'])
    expect(await found('h')).toEqual([])
    expect(await found('imperial gdansk')).toEqual([])
  })

  it('counts and shows only what may be seen', async () => {
    const own = world.ctx({ id: 1, scope: 'own' })
    const { groups } = await search(own, 'imper')
    expect(groups).toMatchObject([{ entity: 't.firm', count: 2, over: false }])
    expect(await found('imper', world.ctx({ id: 1, scope: null }))).toEqual([])
  })

  it('fetches for whoever sees one of many no more than that one', async () => {
    await world.write(async (ctx) => {
      for (let n = 0; n < 450; n += 1) await create(ctx, firm, { name: `Zzwykła ${n}`, ownerId: 2 })
      await create(ctx, firm, { name: 'Zzwykła moja', ownerId: 1 })
    })
    const asked: string[] = []
    const note = ({ sql }: { sql: string }) => asked.push(sql)
    world.db.on('query', note)
    const { groups } = await search(world.ctx({ id: 1, scope: 'own' }), 'zzwykla')
    world.db.off('query', note)
    expect(groups).toMatchObject([{ count: 1, items: [{ label: 'Zzwykła moja' }] }])
    // Candidates of the one kind that has any; whose the hits are says each of them.
    expect(asked.filter((sql) => sql.includes('core_search_record'))).toHaveLength(1)
    expect(asked.filter((sql) => sql.includes('offset 400'))).toEqual([])
  })

  it('knows at once what was saved, and forgets what was removed', async () => {
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Tymczasowa Qwertz' }))
    expect(await found('qwertz')).toEqual(['firm: Tymczasowa Qwertz'])
    await world.write((ctx) => save(ctx, firm, id, { version: 1, name: 'Tymczasowa Asdfgh' }))
    expect(await found('qwertz')).toEqual([])
    expect(await found('sdfg')).toEqual(['firm: Tymczasowa Asdfgh'])
    await world.write((ctx) => remove(ctx, firm, id, { version: 2 }))
    expect(await found('sdfg')).toEqual([])

    await world.write((ctx) => sweepWords(ctx))
    expect(await world.db('core_search_word').where({ word: 'asdfgh' })).toEqual([])
    expect(await world.db('core_search_part').where('part', 'like', 'sdfg%')).toEqual([])
    expect(await found('imperial')).toHaveLength(3)
  })

  it('keeps a word that somebody is about to use while unused ones are swept', async () => {
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Zmiotka' }))
    await world.write((ctx) => remove(ctx, firm, id, { version: 1 }))
    let sweeping: Promise<void> | undefined
    const kept = await world.write(async (ctx) => {
      const made = await create(ctx, firm, { name: 'Zmiotka' })
      sweeping ??= world.write((other) => sweepWords(other))
      await new Promise((resolve) => setTimeout(resolve, 200))
      return made.id
    })
    await sweeping
    expect(await found('zmiot')).toEqual(['firm: Zmiotka'])
    await world.write((ctx) => remove(ctx, firm, kept, { version: 1 }))
  })

  it('forgets what went with a removed record', async () => {
    await world.write(async (ctx) => {
      const leaf = await create(ctx, deed, { name: 'Umowa' })
      const page = await create(ctx, sheet, { name: 'Kartka', deedId: leaf.id })
      await create(ctx, stamp, { name: 'Pieczęć Okrągła', sheetId: page.id })
      expect((await search(ctx, 'okragl')).groups).toHaveLength(1)
      await remove(ctx, deed, leaf.id, { version: 1 })
    })
    expect(await world.db('t_stamp')).toEqual([])
    expect(await world.db('core_search_record').where({ entity: 't.stamp' })).toEqual([])
    expect((await search(world.ctx(), 'okragl')).groups).toEqual([])
  })

  it('takes new words of many writers at once', async () => {
    const made = Array.from({ length: 12 }, (_, n) =>
      world.write((ctx) => create(ctx, firm, { name: `Wspólne Nowesłowo ${n}` })),
    )
    const outcomes = await Promise.allSettled(made)
    const done = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect((await search(world.ctx(), 'noweslowo', { limit: 50 })).groups[0]?.count).toBe(done)
    expect(done).toBeGreaterThan(0)
  })

  it('offers a picker what is visible and pickable, by name', async () => {
    const names = async (q: string, ctx = world.ctx()) => (await pick(ctx, firm, q)).map(({ label }) => label)
    expect(await names('imper')).toEqual(['Hotel Imperial', 'Imperium Smaku', 'Nadimperator', 'Supermarket'])
    expect(await names('imper', world.ctx({ id: 1, scope: 'own' }))).toEqual(['Hotel Imperial', 'Imperium Smaku'])
    expect(await names('')).toHaveLength(8)
    expect((await pick(world.ctx(), person, 'bar')).map(({ label }) => label)).toEqual(['Barbara'])
    expect((await pick(world.ctx(), matter, 'hotel', { ownerId: 1 })).map(({ label }) => label)).toEqual([])
  })

  it('does not tell by narrowing a picker what a record points at that may not be seen', async () => {
    const [mine, theirs] = await world.db('t_firm').whereIn('name', ['Hotel Imperial', 'Supermarket']).orderBy('id')
    const ids = [mine, theirs].map((row: { id: number } | undefined) => row?.id)
    await world.write(async (ctx) => {
      for (const firmId of ids) await create(ctx, matter, { name: 'Dostawa', ownerId: 1, firmId })
    })
    const own = world.ctx({ id: 1, scope: 'own' })
    const counts = async (ctx = own) =>
      Promise.all(
        ['', 'dostaw'].flatMap((q) => ids.map(async (firmId) => (await pick(ctx, matter, q, { firmId })).length)),
      )
    expect(await counts()).toEqual([1, 0, 1, 0])
    expect(await counts(world.ctx())).toEqual([1, 1, 1, 1])
  })
})
