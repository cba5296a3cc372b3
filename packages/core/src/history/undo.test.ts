import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '../ctx.js'
import { scratchEngines } from '../db/scratch-databases.js'
import { writing } from '../db/writing.js'
import { auditChange } from '../entity/audit.js'
import { inChangeSet } from '../entity/change-set.js'
import { create } from '../entity/create.js'
import { remove } from '../entity/remove.js'
import { save } from '../entity/save.js'
import { deed, firm, matter, person, scratchWorld, sheet, stamp, type World } from '../entity/scratch-world.js'
import { Refusal } from '../plugin/refusal.js'
import { reverseChangeSet } from './reverse-change-set.js'
import { sweepBin } from './sweep-bin.js'

describe.each(scratchEngines)('change sets on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      for (const name of ['Anna', 'Barbara']) await create(ctx, person, { name })
    })
  })
  afterAll(() => world.drop())
  const reverse = (id: number) => world.write((ctx) => reverseChangeSet(ctx, id))
  const refused = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((caught: unknown) => caught)
    if (error instanceof Refusal) return error
    throw error
  }
  const bulk = (work: (ctx: Ctx) => Promise<unknown>) =>
    world.write(async (ctx) => (await inChangeSet(ctx, { kind: 'bulk', label: 'Razem' }, work)).changeSetId)
  const rows = async (...tables: string[]) => Promise.all(tables.map((table) => world.db(table).orderBy('id').select()))

  it('bring a removed record back as it was, with its lists and what followed it', async () => {
    const { id } = await world.write((ctx) =>
      create(ctx, firm, { name: 'Łódka', city: 'Łódź', roles: ['client', 'other'], ownerId: 1 }),
    )
    const made = await world.write(async (ctx) => {
      const own = await create(ctx, deed, { name: 'Akt', ownerId: 1 })
      const page = await create(ctx, sheet, { name: 'Kartka', deedId: own.id })
      await create(ctx, stamp, { name: 'Pieczęć', sheetId: page.id })
      return own
    })
    const tables = ['t_firm', 't_firm_role', 't_deed', 't_sheet', 't_stamp'] as const
    const before = await rows(...tables.filter((name) => name !== 't_firm_role'))
    const found = () =>
      world.db('core_search_record').whereIn('label', ['Łódka', 'Pieczęć']).orderBy('label').pluck('label')
    expect(await found()).toHaveLength(2)

    const first = await world.write((ctx) => remove(ctx, firm, id, { version: 1 }))
    const second = await world.write((ctx) => remove(ctx, deed, made.id, { version: 1 }))
    expect(await found()).toEqual([])
    expect(await world.db('core_change_set').where({ id: first.changeSetId }).first()).toMatchObject({
      kind: 'removal',
      label: 'Łódka',
      entity: 't.firm',
      record: id,
      removed_n: 1,
      ends_on: '2026-12-05',
    })

    expect(await reverse(first.changeSetId)).toMatchObject({ restored: 1, left: [] })
    expect(await reverse(second.changeSetId)).toMatchObject({ restored: 1, left: [] })
    expect(await rows(...tables.filter((name) => name !== 't_firm_role'))).toEqual(before)
    expect(await world.db('t_firm_role').where({ firm_id: id }).orderBy('role').pluck('role')).toEqual([
      'client',
      'other',
    ])
    expect(await found()).toHaveLength(2)
    expect(await world.db('core_bin').select()).toEqual([])
    expect((await refused(reverse(first.changeSetId))).code).toBe('core.undo-done')
  })

  it('put back only what nobody changed since, and name the rest', async () => {
    const ids = await world.write(async (ctx) => {
      const made: number[] = []
      for (const name of ['Raz', 'Dwa']) made.push((await create(ctx, firm, { name, city: 'Kraków' })).id)
      return made
    })
    const set = await bulk(async (ctx) => {
      for (const id of ids) await save(ctx, firm, id, { version: 1, city: 'Poznań', note: 'zmienione razem' })
    })
    await world.write((ctx) => save(ctx, firm, ids[0] ?? 0, { version: 2, city: 'Sopot' }))

    const { restored, left } = await reverse(set)
    expect([restored, left]).toEqual([
      2,
      [{ entity: 't.firm', record: ids[0], label: 'Raz', field: 'city', reason: 'core.changed-since' }],
    ])
    expect(await world.db('t_firm').whereIn('id', ids).orderBy('id').select('city', 'note', 'version')).toEqual([
      { city: 'Sopot', note: null, version: 4 },
      { city: 'Kraków', note: null, version: 3 },
    ])
  })

  it('remove what they made unless it was changed or is used, and a reversal is undone like any other', async () => {
    const made: number[] = []
    const set = await bulk(async (ctx) => {
      for (const name of ['Nowa', 'Zmieniona', 'Użyta']) made.push((await create(ctx, firm, { name })).id)
    })
    await world.write(async (ctx) => {
      await save(ctx, firm, made[1] ?? 0, { version: 1, city: 'Hel' })
      await create(ctx, matter, { name: 'Sprawa', firmId: made[2] ?? 0 })
    })
    const { restored, left, changeSetId } = await reverse(set)
    expect([restored, left.map(({ label, reason }) => [label, reason])]).toEqual([
      1,
      [
        ['Użyta', 'core.record-referenced'],
        ['Zmieniona', 'core.changed-since'],
      ],
    ])
    const there = () => world.db('t_firm').whereIn('id', made).orderBy('id').pluck('name')
    expect(await there()).toEqual(['Zmieniona', 'Użyta'])
    expect(await reverse(changeSetId)).toMatchObject({ restored: 1, left: [] })
    expect(await there()).toEqual(['Nowa', 'Zmieniona', 'Użyta'])
  })

  it('write nothing when nothing can be undone, and say why', async () => {
    const ids = await world.write(async (ctx) => {
      const there = await create(ctx, firm, { name: 'Wskazywana', ownerId: 1 })
      return { firm: there.id, matter: (await create(ctx, matter, { name: 'Wskazuje', firmId: there.id })).id }
    })
    const first = await world.write((ctx) => remove(ctx, matter, ids.matter, { version: 1 }))
    const second = await world.write((ctx) => remove(ctx, firm, ids.firm, { version: 1 }))
    const { code, details } = await refused(reverse(first.changeSetId))
    expect([code, (details.extra?.['left'] as { reason: string }[])[0]?.reason]).toEqual([
      'core.undo-nothing',
      'core.reference-gone',
    ])
    await reverse(second.changeSetId)
    expect(await reverse(first.changeSetId)).toMatchObject({ restored: 1 })
  })

  it('ask for the right to edit each record, and are known only to who made them or may', async () => {
    const { id } = await world.write((ctx) => create(ctx, matter, { name: 'Cudza', ownerId: 2 }))
    const set = await bulk((ctx) => save(ctx, matter, id, { version: 1, name: 'Zmieniona' }))
    const asOne = (who: Parameters<World['ctx']>[0], change: number) =>
      writing(world.db, (trx) => reverseChangeSet(world.ctx(who, trx), change))
    expect((await refused(asOne({ id: 1, scope: 'own' }, set))).status).toBe(404)

    const taken = await world.write((ctx) => remove(ctx, matter, id, { version: 2 }))
    expect((await refused(asOne({ id: 2, scope: 'all', edit: 'own' }, taken.changeSetId))).status).toBe(404)
    expect(await asOne({ id: 2, scope: 'all' }, taken.changeSetId)).toMatchObject({ restored: 1 })
    expect(await world.db('core_audit').orderBy('id', 'desc').first()).toMatchObject({
      action: 'restored',
      operator_id: 2,
      origin: 'reversal',
      version: 2,
    })
  })

  it('end after thirty days, and the bin is emptied then', async () => {
    const { id } = await world.write((ctx) => create(ctx, matter, { name: 'Dawna' }))
    const { changeSetId } = await world.write((ctx) => remove(ctx, matter, id, { version: 1 }))
    const kept = () => world.db('core_bin').where({ change_set_id: changeSetId }).pluck('record')
    const later = (ctx: Ctx, day: string): Ctx => ({ ...ctx, today: () => day })
    await world.write((ctx) => sweepBin(later(ctx, '2026-12-05')))
    expect(await kept()).toEqual([id])
    expect((await refused(world.write((ctx) => reverseChangeSet(later(ctx, '2026-12-06'), changeSetId)))).code).toBe(
      'core.undo-ended',
    )
    await world.write((ctx) => sweepBin(later(ctx, '2026-12-06')))
    expect(await kept()).toEqual([])
    expect((await refused(reverse(changeSetId))).details.extra).toMatchObject({ left: [{ reason: 'core.bin-empty' }] })
  })

  it('hold what was written by hand, which is left where nobody says how it is undone', async () => {
    const set = await bulk(async (ctx) => {
      await auditChange(ctx, { entity: 't.other', record: 1, label: 'Inne', action: 'closure' })
    })
    expect((await refused(reverse(set))).details.extra).toMatchObject({ left: [{ reason: 'core.not-undoable' }] })
    expect(await world.db('core_change_set').where({ id: set }).first()).toMatchObject({ other_n: 1, kind: 'bulk' })
  })
})
