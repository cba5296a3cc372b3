import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { scratchWorld, type World } from '../entity/scratch-world.js'
import { addAttributeItem } from './attribute-items.js'
import { createAttributeType, type NewAttributeType } from './create-attribute-type.js'

describe.each(scratchEngines)('the limits of attributes on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
  })
  afterAll(() => world.drop())

  const define = (given: Pick<NewAttributeType, 'labelPl' | 'kind' | 'items'>) =>
    world.write((ctx) => createAttributeType(ctx, { entity: 't.firm', ...given }))
  const beyond = (limit: number) => ({ status: 422, code: 'core.limit', details: { extra: { limit } } })

  it('let a set of values hold 5 000, however they come', async () => {
    const items = Array.from({ length: 5001 }, (_, at) => ({ labelPl: `Wartość ${at}` }))
    await expect(define({ labelPl: 'Wielka', kind: 'choice', items })).rejects.toMatchObject(beyond(5000))

    const { id, version } = await define({ labelPl: 'Wielka', kind: 'choice', items: items.slice(1) })
    const more = world.write((ctx) => addAttributeItem(ctx, id, { version, labelPl: 'Jeszcze jedna' }))
    await expect(more).rejects.toMatchObject(beyond(5000))
  })

  it('let an entity have 2 000 attributes', async () => {
    const made = {
      version: 1,
      created_at: '2026-11-05T08:00:00.000Z',
      entity: 't.firm',
      kind: 'text',
      required: false,
      places: 0,
      width: 3,
      system: false,
    }
    const rows = Array.from({ length: 1998 }, (_, at) => ({
      ...made,
      key: `a-${at}`,
      label_pl: `A ${at}`,
      position: at,
    }))
    await world.write((ctx) => insertMany(ctx.db, 'core_attribute_type', rows))
    await world.write(async (ctx) => ctx.db('core_revision').where({ name: 'attributes' }).increment('n', 1))

    await define({ labelPl: 'Ostatni', kind: 'text' })
    await expect(define({ labelPl: 'O jeden za dużo', kind: 'text' })).rejects.toMatchObject(beyond(2000))
  })
})
