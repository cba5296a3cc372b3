import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertMany } from '../db/bulk.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { attributeTypes } from './attribute-types.js'
import { createAttributeType } from './create-attribute-type.js'
import { itemUses } from './item-uses.js'
import { newOrdinals } from './ordinals.js'
import { reorderAttributeItems } from './reorder-items.js'
import { rewriteMore, settleOrder } from './rewrite-keys.js'
import { ordinalKey } from './value-rows.js'

describe('numbers of values', () => {
  const order = (...ordinals: readonly number[]) => ordinals.map((ordinal, at) => ({ id: at + 1, ordinal }))

  it('change for the moved value only, as long as there is room', () => {
    expect([...newOrdinals(order(32, 16, 48), new Set([16, 32, 48])).keys()]).toHaveLength(1)
    expect(newOrdinals(order(16, 32, 48), new Set()).size).toBe(0)
  })

  it('are given anew to all without room, and never one that some records keep', () => {
    const given = newOrdinals(order(2, 1, 3), new Set([1, 2, 3]))
    expect([...given.values()].some((number) => [1, 2, 3].includes(number))).toBe(false)
  })
})

describe.each(scratchEngines)('a large set on %s', (engine) => {
  const MANY = 4500
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
  })
  afterAll(() => world.drop())

  const type = async () => {
    const [only] = await attributeTypes(world.ctx(), firm)
    if (!only) throw new Error('no attribute')
    return only
  }
  const uses = async () => {
    const now = await type()
    const counts = await itemUses(world.ctx(), now, now.items)
    return Object.fromEntries(now.items.map(({ id, key }) => [key, counts.get(id)]))
  }
  const stale = () => world.db('core_attribute_stale').pluck<number[]>('ordinal')

  it('counts exactly at every moment of its reordering, which goes on where it was broken off', async () => {
    const items = ['a', 'b', 'c'].map((labelPl) => ({ labelPl }))
    await world.write((ctx) => createAttributeType(ctx, { entity: 't.firm', labelPl: 'Wielki', kind: 'choice', items }))
    const {
      id,
      version,
      items: [a, b, c],
    } = await type()
    if (!a || !b || !c) throw new Error('no values')
    const rows = Array.from({ length: MANY }, (_, at) => ({ record_id: at + 1, item: at % 3 === 0 ? b : a }))
    await insertMany(
      world.db,
      'core_attribute_value',
      rows.map(({ record_id, item }) => ({
        ...{ record_id, type_id: id, position: 0, item_id: item.id, value: null, folded: null },
        sort_key: ordinalKey(item.ordinal),
      })),
    )
    const before = { a: 3000, b: 1500, c: 0 }
    expect(await uses()).toEqual(before)

    const ids = [b.id, c.id, a.id]
    await world.write((ctx) => reorderAttributeItems(ctx, id, { version, ids }))
    expect((await type()).items.map(({ key }) => key)).toEqual(['b', 'c', 'a'])
    expect(await uses()).toEqual(before)
    const left = () =>
      world.db('core_attribute_value').where('sort_key', ordinalKey(a.ordinal)).count({ n: '*' }).first()
    expect(Number((await left())?.n)).toBe(1000)

    await world.write((ctx) => rewriteMore(ctx, { typeId: id }))
    expect(Number((await left())?.n)).toBe(0)
    expect(await uses()).toEqual(before)
    expect(await stale()).toEqual([a.ordinal])

    await world.write((ctx) => settleOrder(ctx))
    expect(await stale()).toEqual([a.ordinal])
    await world.write((ctx) => settleOrder({ ...ctx, now: () => '2026-11-05T10:00:00.000Z' }))
    expect(await stale()).toEqual([])
    expect(await uses()).toEqual(before)
  })
})
