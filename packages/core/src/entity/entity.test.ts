import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchEngines } from '../db/scratch-databases.js'
import { guardOf } from '../db/guards.js'
import { Refusal } from '../plugin/refusal.js'
import { create } from './create.js'
import { present } from './present.js'
import { remove } from './remove.js'
import { save } from './save.js'
import { firm, matter, person, scratchWorld, sheet, deed, type World } from './scratch-world.js'
import { seen, seenOne } from './seen.js'

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof Refusal) return outcome
  throw outcome ?? new Error('nothing was refused')
}

describe.each(scratchEngines)('described records on %s', (engine) => {
  let world: World
  beforeAll(async () => {
    world = await scratchWorld(engine)
    await world.write(async (ctx) => {
      for (const name of ['Anna', 'Barbara', 'Cezary']) await create(ctx, person, { name })
    })
  })
  afterAll(() => world.drop())
  const audit = () => world.db('core_audit').orderBy('id', 'desc').first()

  it('keeps every kind of value as it was given', async () => {
    const given = {
      name: '  Hotel Imperial\u0000'.slice(0, -1),
      city: 'Łódź',
      taxId: '999-000-03-62',
      kind: 'company',
      roles: ['supplier', 'client'],
      limitMinor: 123_456_789_01,
      share: '12.50',
      since: '2026-02-28',
      active: false,
      ownerId: 1,
      note: 'a\r\nb',
      closedAt: '2026-11-05T08:00:00Z',
    }
    const { id } = await world.write((ctx) => create(ctx, firm, given))
    const [json] = await present(world.ctx(), firm, [await seenOne(world.ctx(), firm, id)], { attributes: true })

    expect(json).toEqual({
      id,
      version: 1,
      name: 'Hotel Imperial',
      city: 'Łódź',
      taxId: '9990000362',
      kind: 'company',
      roles: ['client', 'supplier'],
      limitMinor: 123_456_789_01,
      share: '12.5',
      since: '2026-02-28',
      active: false,
      owner: { id: 1, label: 'Anna' },
      note: 'a\nb',
      closedAt: '2026-11-05T08:00:00.000Z',
      attributes: {},
      createdAt: '2026-11-05T08:00:00.000Z',
    })
    expect(await world.db('t_firm').where({ id }).first()).toMatchObject({
      name_key: 'hotel imperial',
      share: 1250,
      active: 0,
    })
  })

  it('refuses all that is wrong at once, each by its field', async () => {
    const wrong = {
      name: ' ',
      taxId: '9990000361',
      kind: 'thing',
      roles: ['client', 'x'],
      share: '1.234',
      since: '2026-02-31',
      ownerId: 99,
    }
    const { code, details } = await refusal(world.write((ctx) => create(ctx, firm, wrong)))
    expect(code).toBe('core.fields-refused')
    expect(details.fields?.map((each) => [each.path, each.code])).toEqual([
      ['name', 'core.required'],
      ['taxId', 'core.bad-tax-id'],
      ['kind', 'core.unknown-choice'],
      ['roles', 'core.unknown-choice'],
      ['share', 'core.bad-number'],
      ['since', 'core.bad-day'],
      ['ownerId', 'core.unknown-record'],
    ])
    expect((await refusal(world.write((ctx) => create(ctx, firm, { name: 'x', colour: 1 })))).status).toBe(400)
    expect((await refusal(world.write((ctx) => create(ctx, firm, { name: 'a\u0007' })))).status).toBe(400)
    expect((await refusal(world.write((ctx) => create(ctx, firm, { name: 'ż'.repeat(201) })))).code).toBe(
      'core.too-long',
    )
  })

  it('saves what changed, raises the version and tells the trail what was before', async () => {
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Tutor', ownerId: 1 }))
    const saved = await world.write((ctx) =>
      save(ctx, firm, id, { version: 1, name: 'Tutor', city: 'Gdynia', roles: ['other'] }),
    )
    expect(saved).toMatchObject({ version: 2, city: 'Gdynia', ownerId: 1 })

    const entry = await audit()
    expect(entry).toMatchObject({ entity: 't.firm', record: id, action: 'changed', label: 'Tutor', origin: 'page' })
    expect(JSON.parse(entry.changes)).toEqual([
      { field: 'city', before: null, after: 'Gdynia' },
      { field: 'roles', before: null, after: ['other'] },
    ])
    expect((await world.write((ctx) => save(ctx, firm, id, { version: 2, name: 'Tutor' }))).version).toBe(2)
    expect(
      guardOf(
        await world
          .db('core_audit')
          .delete()
          .catch((error: unknown) => error),
      ),
    ).toBe('append-only')
  })

  it('lets only one of two who read the same version save it', async () => {
    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Poczta', city: 'Radom' }))
    await world.write((ctx) => save(ctx, firm, id, { version: 1, city: 'Kielce' }))
    const late = await refusal(world.write((ctx) => save(ctx, firm, id, { version: 1, name: 'Poczta', city: 'Opole' })))
    expect(late).toMatchObject({ code: 'core.conflict', status: 409 })
    expect(late.details.extra?.['fields']).toEqual([
      {
        path: 'city',
        mine: 'Opole',
        theirs: 'Kielce',
        original: 'Radom',
        by: null,
        at: '2026-11-05T08:00:00.000Z',
      },
    ])
    expect((await refusal(world.write((ctx) => save(ctx, firm, id, { version: undefined, city: 'x' })))).status).toBe(
      428,
    )

    const many = Array.from({ length: 8 }, (_, n) =>
      world.write((ctx) => save(ctx, firm, id, { version: 2, city: `Miasto ${n}` })),
    )
    const done = await Promise.allSettled(many)
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await world.db('t_firm').where({ id }).first('version')).toEqual({ version: 3 })
  })

  it('shows, lets edit and lets remove only as far as the grant reaches', async () => {
    const made = await world.write(async (ctx) => {
      const anna = await create(ctx, matter, { name: 'Sprawa Anny', ownerId: 1 })
      const barbara = await create(ctx, matter, { name: 'Sprawa Barbary', ownerId: 2 })
      return { anna: anna.id, barbara: barbara.id }
    })
    const own = world.ctx({ id: 1, scope: 'own' })
    expect((await seen(own, matter)).map(({ id }) => id)).toEqual([made.anna])
    expect((await refusal(save(own, matter, made.barbara, { version: 1, name: 'x' }))).status).toBe(404)

    const reader = world.ctx({ id: 1, scope: 'all', edit: 'own' })
    expect((await refusal(save(reader, matter, made.barbara, { version: 1, name: 'x' }))).details.extra).toEqual({
      permission: 't.edit-things',
    })
    expect((await refusal(create(reader, matter, { name: 'x', ownerId: 2 }))).status).toBe(403)
    expect(
      (await refusal(save(world.ctx({ id: 1, edit: null }), matter, made.anna, { version: 1, name: 'x' }))).status,
    ).toBe(403)
    expect((await refusal(remove(own, matter, made.barbara, { version: 1 }))).status).toBe(404)
  })

  it('hides what a reference points at, not that there is one', async () => {
    const { id } = await world.write(async (ctx) => {
      const theirs = await create(ctx, firm, { name: 'Cudza', ownerId: 2 })
      return create(ctx, matter, { name: 'Moja', ownerId: 1, firmId: theirs.id })
    })
    const own = world.ctx({ id: 1, scope: 'own' })
    const [json] = await present(own, matter, [await seenOne(own, matter, id)])
    expect(json).toMatchObject({ firm: { id: null, hidden: true }, owner: { id: 1, label: 'Anna' } })
  })

  it('writes the changes of a part under the record it follows', async () => {
    const { part, owner } = await world.write(async (ctx) => {
      const made = await create(ctx, deed, { name: 'Czyn', ownerId: 1 })
      return { owner: made.id, part: await create(ctx, sheet, { name: 'Kartka', deedId: made.id }) }
    })
    expect(await audit()).toMatchObject({
      entity: 't.deed',
      record: owner,
      part: 't.sheet',
      part_id: part.id,
      action: 'created',
    })
    await world.write((ctx) => remove(ctx, sheet, part.id, { version: 1 }))
    expect(await audit()).toMatchObject({ action: 'removed', part_id: part.id })
  })

  it('refuses to remove what others point at, and removes the rest without a trace but the trail', async () => {
    const kept = await world.write(async (ctx) => {
      const there = await create(ctx, firm, { name: 'Potrzebna', roles: ['client'] })
      await create(ctx, matter, { name: 'x', firmId: there.id })
      return there.id
    })
    expect((await refusal(world.write((ctx) => remove(ctx, firm, kept, { version: 1 })))).code).toBe(
      'core.record-referenced',
    )

    const { id } = await world.write((ctx) => create(ctx, firm, { name: 'Zbędna', roles: ['client'] }))
    await world.write((ctx) => remove(ctx, firm, id, { version: 1 }))
    expect(await world.db('t_firm_role').where({ firm_id: id })).toEqual([])
    expect(await world.db('core_search_record').where({ entity: 't.firm', record_id: id })).toEqual([])
    expect(await audit()).toMatchObject({ action: 'removed', label: 'Zbędna' })
  })
})
