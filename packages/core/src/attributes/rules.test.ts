import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { writing } from '../db/writing.js'
import { create } from '../entity/create.js'
import { present } from '../entity/present.js'
import { save } from '../entity/save.js'
import { firm, scratchWorld, type World } from '../entity/scratch-world.js'
import { seenOne } from '../entity/seen.js'
import { serveList } from '../lists/serve-list.js'
import { list } from '../plugin/lists.js'
import { Refusal } from '../plugin/refusal.js'
import { search } from '../search/search.js'
import { formView } from '../ui/form-view.js'
import { form, place } from '../plugin/forms.js'
import { attributesOf } from './attributes-of.js'
import { createAttributeType, type NewAttributeType } from './create-attribute-type.js'
import { findType } from './find-type.js'
import { saveAttributeType } from './save-attribute-type.js'

const firms = list('t.firms', { of: firm, columns: [], views: [], sort: 'name' } as never)
const told = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof Refusal)) return error
      const { fields = [], extra } = error.details
      return { code: error.code, fields, extra }
    },
  )

describe.each(scratchEngines)('rules of attributes on %s', (engine) => {
  let world: World
  const define = (given: Omit<NewAttributeType, 'entity'>) =>
    world.write((ctx) => createAttributeType(ctx, { entity: 't.firm', ...given }))
  const add = (name: string, attributes: object) => world.write((ctx) => create(ctx, firm, { name, attributes }))
  beforeAll(async () => {
    world = await scratchWorld(engine)
  })
  afterAll(() => world.drop())

  it('hold a unique value to one record, whatever its case and spaces, and name the other one', async () => {
    await define({ labelPl: 'Numer karty', kind: 'text', unique: true })
    const { id } = await add('A', { 'numer-karty': 'ŻÓŁW  12' })
    const double = await told(add('B', { 'numer-karty': ' żółw 12 ' }))
    expect(double).toMatchObject({
      code: 'core.attribute-not-unique',
      fields: [{ path: 'attr.numer-karty', params: { record: id } }],
    })
    const accent = await add('C', { 'numer-karty': 'zolw 12' })
    await world.write((ctx) => save(ctx, firm, id, { version: 1, attributes: { 'numer-karty': 'żółw 12' } }))
    await world.write((ctx) => save(ctx, firm, id, { version: 2, attributes: { 'numer-karty': null } }))
    await world.write((ctx) => save(ctx, firm, accent.id, { version: 1, attributes: { 'numer-karty': 'żółw 12' } }))
    expect(await told(add('D', { 'numer-karty': 'x'.repeat(121) }))).toMatchObject({
      code: 'core.attribute-bad-value',
    })
  })

  it('let one of two at once pass', async () => {
    const both = await Promise.allSettled(['E', 'F'].map((name) => add(name, { 'numer-karty': 'wyścig' })))
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const lost = both.find((one) => one.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'core.attribute-not-unique' })
  })

  it('refuse to become unique over doubles, and name them', async () => {
    const type = await define({ labelPl: 'Liczba', kind: 'number', places: 2 })
    const one = await add('G', { liczba: '7' })
    const other = await add('H', { liczba: '7' })
    const turn = (unique: boolean) =>
      world.write(async (ctx) =>
        saveAttributeType(ctx, type.id, { version: (await findType(ctx, type.id)).version, unique }),
      )
    expect(await told(turn(true))).toMatchObject({
      code: 'core.attribute-doubles',
      extra: { count: 1, doubles: [{ value: '7', records: [one.id, other.id] }] },
    })
    await world.write((ctx) => save(ctx, firm, other.id, { version: 1, attributes: { liczba: '8' } }))
    await turn(true)
    expect(await told(add('I', { liczba: '8' }))).toMatchObject({ code: 'core.attribute-not-unique' })
    await turn(false)
    await add('I', { liczba: '8' })
  })

  it('fill what is absent by the default when made, and leave an explicit nothing empty', async () => {
    const items = ['Tak', 'Nie'].map((labelPl) => ({ labelPl }))
    await define({ labelPl: 'Zgoda', kind: 'choice', items, default: 'nie' })
    const read = async (id: number) => {
      const [json] = await present(world.ctx(), firm, [await seenOne(world.ctx(), firm, id)], { attributes: true })
      return json?.['attributes']
    }
    expect(await read((await add('J', {})).id)).toEqual({ zgoda: 'nie' })
    expect(await read((await add('K', { zgoda: null })).id)).toEqual({})
    expect(await told(define({ labelPl: 'Zła', kind: 'date', default: '2026-02-31' }))).toMatchObject({
      code: 'core.attribute-bad-value',
      fields: [{ path: 'default' }],
    })
  })

  it('limit an attribute to roles: for others it is nowhere', async () => {
    await define({ labelPl: 'Tajne', kind: 'text', roles: [2] })
    const { id } = await add('Z tajemnicą', { tajne: 'klasztor' })
    const mine = world.ctx({ id: 1 })
    const theirs = { ...mine, operator: mine.operator && { ...mine.operator, roleId: 2 } }
    const shown = async (ctx: typeof mine) => {
      const [json] = await present(ctx, firm, [await seenOne(ctx, firm, id)], { attributes: true })
      return (json?.['attributes'] as Record<string, unknown>)['tajne']
    }
    expect([await shown(mine), await shown(theirs)]).toEqual([undefined, 'klasztor'])

    const found = async (ctx: typeof mine) => {
      const { items } = await serveList({ ...ctx, origin: 'api' }, firms, { 'attr.tajne.has': 'klasz' })
      return items.map(({ name }) => name)
    }
    expect(await found(theirs)).toEqual(['Z tajemnicą'])
    await expect(found(mine)).rejects.toMatchObject({ status: 400 })
    expect((await search(mine, 'klasztor')).groups).toEqual([])
    expect((await search(theirs, 'klasztor')).groups).toEqual([])

    const drawn = form('t.firm', { of: firm, groups: [{ key: '', fields: [place('name')] }] })
    const names = async (ctx: typeof mine) => {
      const { groups } = await formView(ctx, drawn, { action: '/', cancel: '/' })
      return groups.flatMap(({ fields }) => fields.map(({ name }) => name))
    }
    expect(await names(mine)).not.toContain('attr.tajne')
    expect(await names(theirs)).toContain('attr.tajne')

    await writing(world.db, async (db) => {
      const ctx = { ...mine, db }
      expect(await told(save(ctx, firm, id, { version: 1, attributes: { tajne: 'x' } }))).toMatchObject({
        code: 'core.malformed',
      })
      await save(ctx, firm, id, { version: 1, attributes: { 'numer-karty': 'Z-1' } })
    })
    expect(await shown(theirs)).toBe('klasztor')
  })

  it('leave a yes-no of which nobody said anything unsaid when a form is saved', async () => {
    await define({ labelPl: 'Newsletter', kind: 'yes-no' })
    const { id } = await add('Bez odpowiedzi', {})
    const drawn = form('t.firm', { of: firm, groups: [{ key: '', fields: [place('name')] }] })
    const shown = async (newsletter?: unknown) => {
      const record = {
        id,
        version: 1,
        name: 'Bez odpowiedzi',
        attributes: newsletter === undefined ? {} : { newsletter },
      }
      const { groups } = await formView(world.ctx(), drawn, { action: '/', cancel: '/', record } as never)
      const field = groups.flatMap(({ fields }) => fields).find(({ name }) => name === 'attr.newsletter')
      return [field?.kind, field?.value, field?.options?.map(({ value }) => value)]
    }
    const three = ['on', 'off']
    expect(await shown()).toEqual(['choice', '', three])
    expect(await shown(true)).toEqual(['choice', 'on', three])
    expect(await shown(false)).toEqual(['choice', 'off', three])

    const attributes = { newsletter: '' }
    await world.write((ctx) => save({ ...ctx, origin: 'page' }, firm, id, { version: 1, attributes }))
    const row = await seenOne(world.ctx(), firm, id)
    expect(row.version).toBe(1)
    await world.write((ctx) =>
      save({ ...ctx, origin: 'page' }, firm, id, { version: 1, attributes: { newsletter: 'off' } }),
    )
    expect((await attributesOf(world.ctx(), firm, [id])).get(id)).toMatchObject({ newsletter: false })
  })
})
