import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  announcement,
  definePlugin,
  entity,
  on,
  permission,
  recordColumns,
  Recorded,
  text,
  Type,
  type Actor,
  type Migration,
  type Scope,
} from '@berberis/core'
import { anOperator } from '../builders.js'
import { testHost, type TestHost } from '../host.js'
import { boundFaults } from './routes.js'
import { columnFaults } from './columns.js'
import { deliveryFaults } from './deliveries.js'
import { migrationFaults } from './migrations.js'
import { oracleOf } from './oracle.js'
import { rightFaults } from './rights.js'
import { watched } from './watched.js'

class Thing extends Recorded {
  static override tableName = 'odd_thing'
  declare ownerId: number | null
}
const may = { read: permission('odd.read-things', { scoped: true }), edit: permission('odd.edit-things') }
const thing = entity('odd.thing', {
  model: Thing,
  path: '/odd/things',
  read: may.read,
  edit: may.edit,
  own: ['ownerId'],
  label: () => 'thing',
  fields: { name: text({ maxLength: 20 }), colour: text({ maxLength: 20 }) },
})
const happened = announcement('odd.happened', Type.Object({ n: Type.Integer() }))
const nothing = announcement('odd.nothing', Type.Object({}))

const first: Migration = {
  name: '0001-things',
  async up(db) {
    await db.schema.createTable('odd_thing', (t) => {
      recordColumns(t)
      t.integer('owner_id').nullable()
      t.string('name', 20)
      t.index(['name'], 'by_name')
    })
    await db.schema.createTable('stray', (t) => t.increments('id'))
  },
  down: async (db) => void (await db.schema.dropTable('odd_thing').dropTable('stray')),
}
const second: Migration = {
  name: '0002-more',
  up: async (db) => void (await db.schema.alterTable('odd_thing', (t) => t.string('more', 20))),
  // Leaves something behind: whoever makes it again finds another table.
  async down(db) {
    const left = await db.schema.hasColumn('odd_thing', 'left')
    await db.schema.alterTable('odd_thing', (t) => {
      t.dropColumn('more')
      if (!left) t.string('left', 20)
    })
  },
}

const folder = mkdtempSync(join(tmpdir(), 'berberis-odd-'))
let host: TestHost
let watch: ReturnType<typeof watched>

/** A plugin with a fault of each kind that shows only when it runs. */
const odd = definePlugin({
  id: 'odd',
  title: 'odd.title',
  from: pathToFileURL(join(folder, '/')).href,
  permissions: may,
  migrations: [first, second],
  entities: [thing],
  hooks: [happened, nothing],
  listeners: [
    on(happened, 'adds-again', async (ctx, { n }) => {
      await ctx.db('odd_thing').insert({ name: `n${n}`, created_at: ctx.now() })
    }),
    on(nothing, 'never-asked', async () => {}),
  ],
  routes: {
    '/things': (app) => {
      const body = Type.Object({ note: Type.String() })
      app.post(
        '/',
        { schema: { body, response: { 204: Type.Null() } }, config: { permission: may.edit } },
        async (_request, reply) => reply.removed('/'),
      )
    },
  },
})

beforeAll(async () => {
  mkdirSync(join(folder, 'locales'))
  writeFileSync(join(folder, 'package.json'), '{"name":"odd","version":"1.0.0"}')
  const keys = [
    'odd.title',
    'odd.thing',
    'odd.thing.name',
    'odd.thing.colour',
    'permission.odd.read-things',
    'permission.odd.edit-things',
  ]
  for (const locale of ['pl', 'en'])
    writeFileSync(
      join(folder, 'locales', `${locale}.json`),
      JSON.stringify(Object.fromEntries(keys.map((key) => [key, key]))),
    )
  watch = watched(odd)
  host = await testHost({ plugins: [watch.plugin] })
})
afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a listener that does harm the second time, and one nobody reached, are told', async () => {
  await host.run((ctx) => ctx.announce(happened, { n: 1 }))
  await host.drain()
  expect(await deliveryFaults(host, watch)).toEqual([
    expect.stringContaining('adds-again changed odd_thing when odd.happened was delivered a second time'),
    expect.stringContaining('nothing reached listener never-asked'),
  ])
})

test('a body without bounds and a field without a column are told', async () => {
  const routes = host.host.routes.filter(({ plugin }) => plugin === 'odd')
  expect(boundFaults(routes)).toContain('POST /odd/things: body note is a text without maxLength')
  expect(await columnFaults(host.host.kernel.db, odd)).toEqual([
    expect.stringContaining('its field name is sorted by name_key'),
    expect.stringContaining('its field colour is kept in odd_thing.colour, which no migration makes'),
  ])
})

test('a route that lets in whom it should not is told', async () => {
  const routes = host.host.routes.filter(
    ({ plugin, door, url }) => plugin === 'odd' && door === 'api' && !url.includes('/history'),
  )
  expect(await rightFaults(host, routes)).toEqual([])
  // As if the route had named another permission than the one it asks for.
  expect(
    await rightFaults(
      host,
      routes.map((route) => ({ ...route, permission: may.read })),
    ),
  ).toEqual(['POST /odd/things at the api door answers somebody without odd.read-things with 400, not with 403'])
})

test('the oracle says who sees a row by grant, owner and unit', async () => {
  const { db } = host.host.kernel
  const { id } = await host.run((ctx) => anOperator(ctx, { grants: [] }))
  await db('odd_thing').delete()
  await db('odd_thing').insert([
    { name: 'mine', owner_id: id, created_at: host.clock.now() },
    { name: 'theirs', owner_id: 1, created_at: host.clock.now() },
    { name: 'nobody', owner_id: null, created_at: host.clock.now() },
  ])
  const oracle = await oracleOf(db, { entities: [thing], installed: [], today: '2026-11-05' })
  const seenBy = (scope: Scope | null, department: readonly number[]) => {
    const actor = { id, department, grants: new Map(scope ? [[may.read.id, scope]] : []) } as unknown as Actor
    return oracle
      .rows(thing)
      .filter((row) => oracle.sees(actor, thing, row))
      .map(({ name }) => name)
  }
  expect([seenBy(null, [id]), seenBy('own', [id, 1]), seenBy('department', [id, 1]), seenBy('all', [])]).toEqual([
    [],
    ['mine'],
    ['mine', 'theirs'],
    ['mine', 'theirs', 'nobody'],
  ])
})

test('tables and indexes without a name, and a migration that is not taken back, are told', async () => {
  const faults = await migrationFaults(host, odd)
  expect(faults).toEqual(
    expect.arrayContaining([
      expect.stringContaining('an index of odd_thing over name is called by_name'),
      'the table stray carries the id of no plugin',
      'the table stray is gone after taking the plugin down',
      expect.stringContaining('the table odd_thing is not what it was after taking migration 0002-more back'),
    ]),
  )
})
