import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from './create.js'
import { labelsOf } from './labels.js'
import { save } from './save.js'
import { person, scratchWorld, type World } from './scratch-world.js'

describe.each(scratchEngines)('labels on %s', (engine) => {
  let world: World
  let ids: { anna: number; barbara: number }
  beforeAll(async () => {
    world = await scratchWorld(engine)
    ids = await world.write(async (ctx) => ({
      anna: (await create(ctx, person, { name: 'Anna' })).id,
      barbara: (await create(ctx, person, { name: 'Barbara' })).id,
    }))
  })
  afterAll(() => world.drop())

  it('are asked for once in a request, and found whoever asks at the same moment', async () => {
    const ctx = world.ctx()
    const asked: string[] = []
    const note = ({ sql }: { readonly sql: string }) => asked.push(sql)
    world.db.on('query', note)
    const both = await Promise.all([labelsOf(ctx, person, [ids.anna]), labelsOf(ctx, person, [ids.anna])])
    const before = asked.length
    const again = await labelsOf(ctx, person, [ids.anna, 999_999])
    await labelsOf(ctx, person, [ids.anna, 999_999])
    world.db.removeListener('query', note)
    expect(both.map((labels) => labels.get(ids.anna))).toEqual(['Anna', 'Anna'])
    expect([...again]).toEqual([[ids.anna, 'Anna']])
    expect(asked.length - before).toBe(1)
  })

  it('are new within the transaction that changes them', async () => {
    const labels = await world.write(async (ctx) => {
      const before = await labelsOf(ctx, person, [ids.barbara])
      await save(ctx, person, ids.barbara, { version: 1, name: 'Beata' })
      return [before, await labelsOf(ctx, person, [ids.barbara])].map((found) => found.get(ids.barbara))
    })
    expect(labels).toEqual(['Barbara', 'Beata'])
  })
})
