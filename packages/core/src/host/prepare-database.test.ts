import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../db/connect.js'
import { scratchDatabase, scratchEngines } from '../db/scratch-databases.js'
import { coreMigrations } from '../migrations/index.js'
import { definePlugin, type Plugin, type PluginDetails } from '../plugin/define-plugin.js'
import type { Migration } from '../plugin/migrations.js'
import { createHost } from './create-host.js'
import { smallCore } from './small-host.js'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'berberis-prepare-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const plugin = (id: string, details: Partial<PluginDetails>) =>
  definePlugin({
    id,
    title: 'core.errands',
    from: new URL('./none/', import.meta.url).href,
    permissions: {},
    ...details,
  })
const step = (name: string, up: Migration['up']): Migration => ({ name, up, down: async () => {} })
const file = () => `sqlite:${join(folder, `${Math.trunc(performance.now() * 1000)}.db`)}`
const open = async (database: string, ...plugins: Plugin[]) => {
  const host = await createHost({
    config: { database, dataFolder: folder, publicAddress: 'http://localhost', logLevel: 'silent', works: false },
    plugins: [smallCore, ...plugins],
  })
  try {
    await host.ready()
  } finally {
    await host.close()
  }
}

describe.each(scratchEngines)('an empty database at the start, on %s', (engine) => {
  test('is made by one of two that start at once', async () => {
    const scratch = await scratchDatabase(engine)
    const url = engine === 'sqlite' ? file() : scratch.url
    const made: string[] = []
    const slow = plugin('slow', {
      migrations: [
        step('0001-things', (db) => db.schema.createTable('slow_thing', (t) => t.increments('id'))),
        step('0002-sleeps', async () => void made.push(await sleep(200, 'made'))),
      ],
    })
    await Promise.all([open(url, slow), open(url, slow)])
    expect(made).toEqual(['made'])
    await scratch.drop()
  })
})

describe('a database file at the start', () => {
  test('is made when it is empty, and seeds are sown once', async () => {
    const url = file()
    const sown = plugin('sown', {
      seed: async (ctx) => void (await ctx.db('core_revision').insert({ name: 'sown', n: 1 })),
    })
    await open(url, sown)
    await open(url, sown)
    const db = connect(url)
    expect(await db('core_revision').where({ name: 'sown' })).toHaveLength(1)
    expect(await db('core_migration').where({ plugin: 'core' })).toHaveLength(coreMigrations.length)
    await db.destroy()
  })

  test('is as it was before when a migration of a database with data fails', async () => {
    const url = file()
    await open(url)
    const broken = plugin('broken', {
      migrations: [
        step('0001-fine', (db) => db.schema.createTable('broken_thing', (t) => t.increments('id'))),
        step('0002-breaks', async () => {
          throw new Error('out of luck')
        }),
      ],
    })
    await expect(open(url, broken)).rejects.toThrow('the database is as it was before: out of luck')
    const db = connect(url)
    expect(await db.schema.hasTable('broken_thing')).toBe(false)
    await db.destroy()
    await open(url)
  })

  test('is migrated by one of two that start at once', async () => {
    const url = file()
    await open(url)
    const slow = plugin('slow', {
      migrations: [
        step('0001-things', (db) => db.schema.createTable('slow_thing', (t) => t.increments('id'))),
        step('0002-sleeps', async () => void (await sleep(200))),
      ],
    })
    await Promise.all([open(url, slow), open(url, slow)])
    const db = connect(url)
    expect(await db('core_migration').where({ plugin: 'slow' })).toHaveLength(2)
    await db.destroy()
  })

  test('goes back under the one who waits, when the other one’s migration fails', async () => {
    const url = file()
    await open(url)
    const ends = async (second: Migration['up']) => {
      const migrations = [
        step('0001-things', (db) => db.schema.createTable('torn_thing', (t) => t.increments('id'))),
        step('0002-more', second),
      ]
      await open(url, plugin('torn', { migrations }))
    }
    const failing = ends(async () => {
      await sleep(300)
      throw new Error('out of luck')
    })
    await sleep(100)
    const waiting = ends((db) => db.schema.createTable('torn_more', (t) => t.increments('id')))
    await expect(failing).rejects.toThrow('the database is as it was before: out of luck')
    await waiting

    const db = connect(url)
    expect(await db('core_migration').where({ plugin: 'torn' })).toHaveLength(2)
    expect(await db.raw('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(await db.raw('pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    await db.destroy()
  })

  test('that is newer than the program is left alone', async () => {
    const url = file()
    await open(url)
    const db = connect(url)
    await db('core_migration').insert({ plugin: 'core', name: '9999-from-the-future', at: '2030-01-01T00:00:00.000Z' })
    await db.destroy()
    await expect(open(url)).rejects.toThrow('the database is newer than the program: core/9999-from-the-future')
  })
})
