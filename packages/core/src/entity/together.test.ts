import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from './create.js'
import { person, scratchWorld, type World } from './scratch-world.js'
import { seen } from './seen.js'
import { figuresOf, rowsOf, together } from './together.js'

const NAMES = ['Zoë "Zo"', "Ćma'", 'Anna\\', 'Łukasz {?}', 'Barbara']

describe.each(scratchEngines)('questions asked together on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      for (const name of NAMES) await create(ctx, person, { name })
    })
  })
  afterAll(() => world.drop())

  it('give the rows that each would give alone, in their order, in one statement', async () => {
    const ctx = world.ctx()
    const asked: string[] = []
    const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
    world.db.on('query', note)
    const found = await together(ctx, {
      last: rowsOf(person, seen(ctx, person), ['id desc'], 2),
      all: rowsOf(person, seen(ctx, person), ['name_key', 'id']),
      some: rowsOf(person, seen(ctx, person).whereIn('name', ['Barbara', "Ćma'"]), ['id']),
      count: figuresOf<{ n: number }>(seen(ctx, person).count({ n: 'id' }), ['n']),
    })
    world.db.removeListener('query', note)
    const alone = await seen(ctx, person).orderBy('name_key').orderBy('id')
    expect(asked).toHaveLength(1)
    expect(found.last.map(({ name }) => name)).toEqual(['Barbara', 'Łukasz {?}'])
    expect(found.all).toEqual(alone)
    expect(found.some.map(({ name }) => name)).toEqual(["Ćma'", 'Barbara'])
    expect(found.count.map(({ n }) => Number(n))).toEqual([NAMES.length])
  })

  it('need not be asked: then their answer is empty, and nothing at all is asked for none', async () => {
    const ctx = world.ctx()
    const found = await together(ctx, { none: null, all: rowsOf(person, seen(ctx, person), ['id'], 1) })
    expect([found.none, found.all.map(({ name }) => name)]).toEqual([[], [NAMES[0]]])
    expect(await together(ctx, { none: null })).toEqual({ none: [] })
  })
})
