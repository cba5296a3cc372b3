import { existsSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { scratchEngines } from '../../db/scratch-databases.js'
import { listPermissions } from '../../operators/permissions-list.js'
import { createCtx } from '../create-ctx.js'
import type { Instance } from './instance.js'
import { schemaHash } from './schema-hash.js'
import { bees, gardenIn } from './scratch-garden.js'
import { scratchInstance, type ScratchInstance } from './scratch-instance.js'

const byConsole = { operator: null, origin: 'console' } as const

describe.each(scratchEngines)('the life of a plugin on %s', (engine) => {
  let scratch: ScratchInstance
  afterEach(() => scratch?.drop())
  const ids = (instance: Instance) => instance.host.registry.plugins.map(({ id }) => id)
  const all = (instance: Instance, table: string) => instance.kernel.db(table).orderBy('id')
  const get = async (instance: Instance, url: string) => {
    const { statusCode, body } = await instance.host.app.inject({ url: `/api${url}`, headers: scratch.bearer() })
    return { status: statusCode, body: statusCode < 300 ? (JSON.parse(body) as Record<string, unknown>) : body }
  }
  const grants = (instance: Instance) =>
    instance.kernel.db('core_grant').select('role_id', 'permission', 'scope').orderBy('id')
  const statesIn = (instance: Instance) =>
    instance.kernel.db('core_outbox').where({ plugin: 'garden' }).distinct('state').pluck<string[]>('state')
  const news = async (instance: Instance) => {
    const ctx = createCtx(instance.kernel, { db: instance.kernel.db, origin: 'console', system: true })
    return (await listPermissions(ctx, { state: 'new' })).map(({ id }) => id)
  }

  it('§11.7: three permissions come granted to nobody, go without a trace, and its rows come back equal', async () => {
    scratch = await scratchInstance(engine)
    await scratch.open()
    const instance = await scratch.open(gardenIn(scratch.folder))
    const db = instance.kernel.db
    expect(ids(instance)).toEqual(['core'])
    const [before, granted] = [await schemaHash(db), await grants(instance)]

    await instance.life.install('garden', byConsole)
    expect(ids(instance)).toEqual(['core', 'garden'])
    expect(await grants(instance)).toEqual(granted)
    expect((await news(instance)).filter((id) => id.startsWith('garden.'))).toHaveLength(3)
    expect(await get(instance, '/garden/plants')).toEqual({ status: 200, body: { items: ['Moss'] } })

    const at = instance.kernel.clock.now()
    await db('garden_plant').insert({ name: 'Żurawina, "czarna"', name_key: 'z', created_at: at, wet: false })
    await db('garden_pot').insert({ plant_id: 2 })
    await db('core_setting').insert({ plugin: 'garden', key: 'litres', value: '7' })
    await db('core_grant').insert({ role_id: 2, permission: 'garden.read-plants', scope: 'own' })
    await db('core_counter').insert({ series: 'garden.pots', period: '', n: 4 })
    const rows = async () => [await all(instance, 'garden_plant'), await all(instance, 'garden_pot')]
    const [kept, with_] = [await rows(), await schemaHash(db)]

    const archive = await instance.life.remove('garden', byConsole)
    expect(existsSync(archive)).toBe(true)
    expect(await schemaHash(db)).toBe(before)
    expect(await grants(instance)).toEqual(granted)
    expect(await db('core_setting').where({ plugin: 'garden' })).toEqual([])
    expect(await db('core_event_type').where({ source: 'garden' })).toEqual([])
    expect(await get(instance, '/garden/plants')).toMatchObject({ status: 404 })

    await instance.life.install('garden', byConsole, archive)
    expect(await rows()).toEqual(kept)
    expect(await schemaHash(db)).toBe(with_)
    expect(await db('core_setting').where({ plugin: 'garden' }).pluck('value')).toEqual(['7'])
    expect(await db('core_grant').where('permission', 'like', 'garden.%').pluck('scope')).toEqual(['own'])
    expect(await db('core_counter').where({ series: 'garden.pots' }).pluck('n')).toEqual([4])
    await expect(Promise.resolve(db('garden_pot').delete())).rejects.toThrow(/guard/)
    const actions = await db('core_audit').where({ entity: 'core.plugin' }).orderBy('id').pluck<string[]>('action')
    expect(actions).toEqual(['installation', 'disabling', 'plugin-removal', 'restoration'])
  }, 600_000)

  it('passes an older archive through the migrations that came since, and refuses a newer one', async () => {
    scratch = await scratchInstance(engine)
    await scratch.open()
    const first = await scratch.open(gardenIn(scratch.folder))
    await first.life.install('garden', byConsole)
    const archive = await first.life.remove('garden', byConsole)

    const next = await scratch.open(gardenIn(scratch.folder, { next: true }))
    await next.life.install('garden', byConsole, archive)
    expect(await all(next, 'garden_plant')).toMatchObject([{ name: 'Moss', bed: 'north' }])
    const newer = await next.life.remove('garden', byConsole)

    const older = await scratch.open(gardenIn(scratch.folder))
    const before = await schemaHash(older.kernel.db)
    await expect(older.life.install('garden', byConsole, newer)).rejects.toMatchObject({ code: 'core.archive-newer' })
    expect(await schemaHash(older.kernel.db)).toBe(before)
    expect((await older.life.known()).size).toBe(0)
  }, 600_000)

  it('switched off it answers nobody, keeps its tables and lets what waits for it wait', async () => {
    scratch = await scratchInstance(engine)
    const instance = await scratch.open(gardenIn(scratch.folder), bees)
    const db = instance.kernel.db
    expect(ids(instance)).toEqual(['core', 'garden', 'bees'])
    await expect(instance.life.disable('garden', byConsole)).rejects.toMatchObject({
      code: 'core.plugin-needed',
      details: { extra: { plugins: ['bees'] } },
    })
    await instance.life.disable('bees', byConsole)
    const at = instance.kernel.clock.now()
    const row = { plugin: 'garden', listener: 'note', payload: '{}', tries: 0, token: 0, due_at: at, created_at: at }
    await db('core_outbox').insert({ ...row, hook: 'core.record-saved', state: 'waiting' })
    await instance.life.disable('garden', byConsole)
    expect(await get(instance, '/garden/plants')).toMatchObject({ status: 404 })
    expect(await all(instance, 'garden_plant')).toHaveLength(1)
    await instance.host.drain()
    expect(await statesIn(instance)).toEqual(['waiting'])

    const again = await scratch.open(gardenIn(scratch.folder), bees)
    expect(ids(again)).toEqual(['core'])
    await expect(again.life.enable('bees', byConsole)).rejects.toMatchObject({ code: 'core.plugin-needs' })
    await again.life.enable('garden', byConsole)
    await again.host.drain()
    expect(await statesIn(again)).toEqual(['done'])
    expect(await get(again, '/garden/plants')).toMatchObject({ status: 200 })
  }, 600_000)

  it('one that cannot be brought in leaves nothing behind but a report', async () => {
    scratch = await scratchInstance(engine)
    await scratch.open()
    const breaks = {
      name: '0009-breaks',
      up: async () => {
        throw new Error('no such bed')
      },
      down: async () => {},
    }
    const instance = await scratch.open(gardenIn(scratch.folder, { breaks }))
    const before = await schemaHash(instance.kernel.db)
    await expect(instance.life.install('garden', byConsole)).rejects.toMatchObject({
      code: 'core.plugin-faults',
      details: { extra: { faults: ['no such bed'] } },
    })
    expect(await schemaHash(instance.kernel.db)).toBe(before)
    expect(ids(instance)).toEqual(['core'])
    await expect(instance.life.install('nobody', byConsole)).rejects.toMatchObject({ code: 'core.plugin-unlisted' })
  }, 600_000)
})
