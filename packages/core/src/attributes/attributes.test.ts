import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { writing } from '../db/writing.js'
import { create } from '../entity/create.js'
import { present } from '../entity/present.js'
import { remove } from '../entity/remove.js'
import { save } from '../entity/save.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { seenOne } from '../entity/seen.js'
import { Refusal } from '../plugin/refusal.js'
import { addAttributeItem, archiveAttributeItem, deleteAttributeItem, saveAttributeItem } from './attribute-items.js'
import { attributeTypes } from './attribute-types.js'
import { itemUses } from './item-uses.js'
import { reorderAttributeItems } from './reorder-items.js'
import { attributesOf } from './attributes-of.js'
import { createAttributeType } from './create-attribute-type.js'
import { archiveAttributeType, deleteAttributeType, saveAttributeType } from './save-attribute-type.js'

const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) =>
      error instanceof Refusal
        ? [error.status, error.code, ...(error.details.fields ?? []).map(({ path }) => path)]
        : error,
  )

describe.each(scratchEngines)('attributes on %s', (engine) => {
  let world: World
  const item = async (key: string, ctx = world.ctx()) =>
    (await size(ctx)).items.find((each) => each.key === key)?.id ?? 0
  const size = async (ctx = world.ctx()) => {
    const type = (await attributeTypes(ctx, firm, { archived: true })).find(({ key }) => key === 'wielkosc')
    if (!type) throw new Error('no such attribute')
    return type
  }
  const read = async (id: number) => (await attributesOf(world.ctx(), firm, [id])).get(id)

  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      const make = (labelPl: string, kind: Parameters<typeof createAttributeType>[1]['kind'], more: object = {}) =>
        createAttributeType(ctx, { entity: 't.firm', labelPl, kind, ...more })
      await make('Opis', 'text')
      await make('Powierzchnia', 'number', { places: 2 })
      await make('Od kiedy', 'date')
      await make('Pilny', 'yes-no')
      await make('Wielkość', 'choice', { items: ['Duża', 'Średnia', 'Mała'].map((labelPl) => ({ labelPl })) })
      await make('Branża', 'choices', {
        items: ['Hotelarstwo', 'Gastronomia', 'Handel'].map((labelPl) => ({ labelPl })),
      })
    })
  })
  afterAll(() => world.drop())

  it('may bear a name that every object has', async () => {
    const { id, version } = await world.write((ctx) =>
      createAttributeType(ctx, { entity: 't.firm', labelPl: 'Constructor', kind: 'text' }),
    )
    const made = await world.write((ctx) => create(ctx, firm, { name: 'Bez niego', attributes: {} }))
    expect(await read(made.id)).toEqual({})
    await world.write((ctx) => deleteAttributeType(ctx, id, { version }))
  })

  it('keep a value of every kind, and lose it by null', async () => {
    const attributes = {
      opis: ' Łąka ',
      powierzchnia: '-12.50',
      'od-kiedy': '2026-02-28',
      pilny: false,
      wielkosc: 'mala',
      branza: ['handel', 'hotelarstwo'],
    }
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'A', attributes }))
    const kept = {
      opis: 'Łąka',
      powierzchnia: '-12.5',
      'od-kiedy': '2026-02-28',
      pilny: false,
      wielkosc: 'mala',
      branza: ['hotelarstwo', 'handel'],
    }
    expect(await read(id)).toEqual(kept)

    const saved = await world.write((ctx) =>
      save(ctx, firm, id, { version: 1, attributes: { opis: null, pilny: true } }),
    )
    expect(saved.version).toBe(2)
    const { opis: _opis, ...rest } = kept
    expect(await read(id)).toEqual({ ...rest, pilny: true })
    const entry: { changes: string } = await world.db('core_audit').orderBy('id', 'desc').first()
    expect(JSON.parse(entry.changes)).toEqual([
      { field: 'attributes.opis', before: 'Łąka', after: null },
      { field: 'attributes.pilny', before: false, after: true },
    ])
    await world.write((ctx) => remove(ctx, firm, id, { version: 2 }))
    expect(await world.db('core_attribute_value').where({ record_id: id })).toEqual([])
  })

  it('refuse what is not of their kind, and names nobody knows', async () => {
    const wrong = {
      powierzchnia: '1.234',
      'od-kiedy': '2026-02-31',
      pilny: 'perhaps',
      wielkosc: 'olbrzymia',
      branza: ['x'],
    }
    const api = { ...world.ctx(), origin: 'api' as const }
    expect(await refused(create(api, firm, { name: 'A', attributes: wrong }))).toEqual([
      422,
      'core.fields-refused',
      ...['powierzchnia', 'od-kiedy', 'pilny', 'wielkosc', 'branza'].map((key) => `attr.${key}`),
    ])
    expect(await refused(create(api, firm, { name: 'A', attributes: { x: 1 } }))).toEqual([
      400,
      'core.malformed',
      'attributes.x',
    ])
  })

  it('are read from a form as people type them', async () => {
    const typed = {
      opis: '',
      powierzchnia: '1 234,5',
      'od-kiedy': '5.11.2026',
      pilny: ['off', 'on'],
      wielkosc: 'duza',
      branza: ['', 'handel'],
    }
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'A', attributes: typed }))
    expect(await read(id)).toEqual({
      powierzchnia: '1234.5',
      'od-kiedy': '2026-11-05',
      pilny: true,
      wielkosc: 'duza',
      branza: ['handel'],
    })
  })

  it('ask for a required one when made and when sent, never of what lies there', async () => {
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Stara' }))
    const type = await size()
    await world.write((ctx) => saveAttributeType(ctx, type.id, { version: type.version, required: true }))
    expect(await refused(world.write((ctx) => create(ctx, firm, { name: 'Nowa' })))).toEqual([
      422,
      'core.attribute-missing',
      'attr.wielkosc',
    ])
    expect(await refused(world.write((ctx) => save(ctx, firm, id, { version: 1, city: 'Łódź' })))).toBeNull()
    expect(await refused(world.write((ctx) => save(ctx, firm, id, { version: 2, attributes: {} })))).toEqual([
      422,
      'core.attribute-missing',
      'attr.wielkosc',
    ])
    await world.write(async (ctx) =>
      saveAttributeType(ctx, type.id, { version: (await size(ctx)).version, required: false }),
    )
  })

  it('are renamed, moved, archived and restored under the same key', async () => {
    const type = await size()
    await world.write((ctx) =>
      saveAttributeType(ctx, type.id, { version: type.version, labelPl: 'Rozmiar', position: 1 }),
    )
    expect((await attributeTypes(world.ctx(), firm))[0]).toMatchObject({
      key: 'wielkosc',
      labels: { pl: 'Rozmiar' },
      position: 1,
    })
    expect(
      await refused(world.write((ctx) => saveAttributeType(ctx, type.id, { version: type.version, width: 2 }))),
    ).toEqual([409, 'core.conflict'])

    await world.write(async (ctx) =>
      archiveAttributeType(ctx, type.id, { version: (await size(ctx)).version, archived: true }),
    )
    expect((await attributeTypes(world.ctx(), firm)).some(({ key }) => key === 'wielkosc')).toBe(false)
    await world.write(async (ctx) =>
      archiveAttributeType(ctx, type.id, { version: (await size(ctx)).version, archived: false }),
    )
    expect(
      await refused(
        world.write(async (ctx) => deleteAttributeType(ctx, type.id, { version: (await size(ctx)).version })),
      ),
    ).toEqual([422, 'core.attribute-in-use'])
  })

  it('keep a value set in order, its keys for ever, and a used value from being deleted', async () => {
    const { id } = await world.write((ctx) =>
      create(ctx, firm, { name: 'Z rozmiarem', attributes: { wielkosc: 'mala' } }),
    )
    const at = async (ctx: Ctx) => ({ version: (await size(ctx)).version })
    const typeId = (await size()).id
    await world.write(async (ctx) => addAttributeItem(ctx, typeId, { ...(await at(ctx)), labelPl: 'Olbrzymia' }))
    await world.write(async (ctx) =>
      saveAttributeItem(ctx, typeId, await item('mala', ctx), { ...(await at(ctx)), labelPl: 'Mała firma' }),
    )
    const ids = (await size()).items.map((each) => each.id).reverse()
    await world.write(async (ctx) => reorderAttributeItems(ctx, typeId, { ...(await at(ctx)), ids }))
    expect((await size()).items.map(({ key }) => key)).toEqual(['olbrzymia', 'mala', 'srednia', 'duza'])
    const kept = (await size()).items.find(({ key }) => key === 'mala')
    expect(await world.db('core_attribute_value').where({ type_id: typeId, record_id: id }).pluck('sort_key')).toEqual([
      String(kept?.ordinal).padStart(5, '0'),
    ])

    const { items } = await size()
    expect((await itemUses(world.ctx(), await size(), items)).get(await item('mala'))).toBe(1)
    expect(
      await refused(
        world.write(async (ctx) => deleteAttributeItem(ctx, typeId, await item('mala', ctx), await at(ctx))),
      ),
    ).toEqual([422, 'core.value-in-use'])
    await world.write(async (ctx) => deleteAttributeItem(ctx, typeId, await item('olbrzymia', ctx), await at(ctx)))
    await world.write(async (ctx) =>
      archiveAttributeItem(ctx, typeId, await item('mala', ctx), { ...(await at(ctx)), archived: true }),
    )
    expect(
      await refused(world.write((ctx) => create(ctx, firm, { name: 'B', attributes: { wielkosc: 'mala' } }))),
    ).toEqual([422, 'core.value-archived', 'attr.wielkosc'])
    const [json] = await present(world.ctx(), firm, [await seenOne(world.ctx(), firm, id)], { attributes: true })
    expect(json?.['attributes']).toEqual({ wielkosc: 'mala' })
  })

  it('forget what a transaction that was rolled back had changed', async () => {
    const before = (await attributeTypes(world.ctx(), firm)).length
    const failed = writing(world.db, async (trx) => {
      const ctx = world.ctx(undefined, trx)
      await createAttributeType(ctx, { entity: 't.firm', labelPl: 'Nigdy', kind: 'text' })
      expect(await attributeTypes(ctx, firm)).toHaveLength(before + 1)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await attributeTypes(world.ctx(), firm)).toHaveLength(before)
    await world.write((ctx) => createAttributeType(ctx, { entity: 't.firm', labelPl: 'Zawsze', kind: 'text' }))
    expect(await attributeTypes(world.ctx(), firm)).toHaveLength(before + 1)
  })
})
