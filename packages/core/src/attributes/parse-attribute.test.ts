import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { create } from '../entity/create.js'
import { firm, matter, scratchWorld, type World } from '../entity/scratch-world.js'
import { attributeTypes } from './attribute-types.js'
import { createAttributeType, type NewAttributeType } from './create-attribute-type.js'
import { parseAttribute } from './parse-attribute.js'

describe.each(scratchEngines)('texts of imports on %s', (engine) => {
  let world: World
  let first = 0
  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      const items = ['Duża', 'Średnia'].map((labelPl) => ({
        labelPl,
        labelEn: labelPl === 'Duża' ? 'Large' : 'Medium',
      }))
      const kinds: readonly Omit<NewAttributeType, 'entity' | 'labelPl'>[] = [
        { kind: 'choice', items },
        { kind: 'choices', items },
        { kind: 'yes-no' },
        { kind: 'date' },
        { kind: 'money' },
        { kind: 'number', places: 1 },
        { kind: 'reference', refersTo: 't.matter' },
        { kind: 'references', refersTo: 't.matter' },
      ]
      for (const given of kinds)
        await createAttributeType(ctx, { entity: 't.firm', labelPl: given.kind, key: given.kind, ...given })
      first = (await create(ctx, matter, { name: 'Hotel' })).id
      await create(ctx, matter, { name: 'Piec' })
      await create(ctx, matter, { name: 'Piec' })
    })
  })
  afterAll(() => world.drop())

  const read = async (key: string, text: string) => {
    const type = (await attributeTypes(world.ctx(), firm)).find((each) => each.key === key)
    if (!type) throw new Error(key)
    return parseAttribute(world.ctx(), type, text)
  }

  it('are choices by label in either language or by key', async () => {
    expect(await read('choice', ' średnia ')).toEqual({ value: 'srednia' })
    expect(await read('choice', 'Large')).toEqual({ value: 'duza' })
    expect(await read('choice', 'duza')).toEqual({ value: 'duza' })
    expect(await read('choice', 'Olbrzymia')).toEqual({ error: 'unknown-choice' })
    expect(await read('choices', 'Medium; Duża')).toEqual({ value: ['duza', 'srednia'] })
    expect(await read('choices', 'Medium, Duża')).toEqual({ value: ['duza', 'srednia'] })
    expect(await read('choices', 'Medium; Olbrzymia')).toEqual({ error: 'unknown-choice' })
    expect(await read('choice', '')).toEqual({ value: null })
  })

  it('are days, amounts, numbers and yes or no as people type them', async () => {
    expect(await read('yes-no', 'TAK')).toEqual({ value: true })
    expect(await read('yes-no', 'może')).toEqual({ error: 'bad-value' })
    expect(await read('date', '5.11.2026')).toEqual({ value: '2026-11-05' })
    expect(await read('date', '31.02.2026')).toEqual({ error: 'bad-value' })
    expect(await read('money', '1 234,56')).toEqual({ value: 123456 })
    expect(await read('number', '1,25')).toEqual({ error: 'bad-value' })
  })

  it('are records by id or exact name', async () => {
    expect(await read('reference', String(first))).toEqual({ value: first })
    expect(await read('reference', 'hotel')).toEqual({ value: first })
    expect(await read('reference', 'Piec')).toEqual({ error: 'ambiguous-relation' })
    expect(await read('reference', 'Młyn')).toEqual({ error: 'no-relation' })
    expect(await read('references', `Hotel; ${first}`)).toEqual({ value: [first] })
  })
})
