import { describe, expect, test } from 'vitest'
import { definePlugin, permission, shaping, announcement, on, Type, type Ctx } from '@berberis/core'
import { unboundedParts } from './bounds.js'
import { keysOf } from './codes.js'
import { importFaults } from './imports.js'
import { lengthFaults } from './lengths.js'
import { nameFaults } from './names.js'
import { sound } from './sound.js'
import type { Source, Subject } from './subject.js'
import { watched } from './watched.js'

const may = { read: permission('tenancy.read') }
const plugin = definePlugin({
  id: 'tenancy',
  title: 'tenancy.title',
  from: import.meta.url,
  needs: ['sales'],
  permissions: may,
})
const source = (path: string, text: string): Source => ({ path, text, isTest: path.endsWith('.test.ts') })
const subject = (...sources: Source[]): Subject => ({
  plugin,
  folder: '/',
  manifest: {
    dependencies: { croner: '1' },
    peerDependencies: { '@berberis/sdk': '1', '@berberis/plugin-sales': '1', '@berberis/plugin-arms': '1' },
  },
  sources,
})

describe('imports', () => {
  const faultsOf = (path: string, text: string) => importFaults(subject(source(path, text)))

  test('are sound along the arrows', () => {
    const text = `import { save } from '@berberis/sdk'\nimport { order } from '@berberis/plugin-sales'\nimport { Cron } from 'croner'\nimport { join } from 'node:path'\nimport { flat } from '../model.js'\n`
    expect(faultsOf('services/let-flat.ts', text)).toEqual([])
    expect(
      faultsOf('plugin.test.ts', `import { testHost } from '@berberis/sdk/testing'\nimport plugin from './index.js'`),
    ).toEqual([])
  })

  test.each([
    [`import { x } from '@berberis/core'`, 'services/a.ts', 'through @berberis/sdk'],
    [`import type { Knex } from 'knex'`, 'services/a.ts', 'take it from @berberis/sdk'],
    [`import Fastify from 'fastify'`, 'routes/a.ts', 'take it from @berberis/sdk'],
    [`import { testHost } from '@berberis/sdk/testing'`, 'services/a.ts', 'for tests'],
    [`import { order } from '@berberis/plugin-sales/dist/x.js'`, 'services/a.ts', 'at its root'],
    [`import { promise } from '@berberis/plugin-arms'`, 'services/a.ts', `needs: ['arms']`],
    [`import _ from 'lodash'`, 'services/a.ts', 'package.json names lodash in neither'],
    [`import { flats } from '../routes/flats.js'`, 'services/a.ts', 'know no request'],
    [`export type { X } from '../services/a.js'`, 'models/flat.ts', 'know no service'],
    [`const late = await import('./index.js')`, 'settings.ts', 'nothing imports the index'],
    [`import { core } from '../../core/src/index.js'`, 'a.ts', 'reached by its name'],
  ])('against the arrows are told: %s', (text, path, why) => {
    expect(faultsOf(path, `\n${text}\n`)).toEqual([expect.stringContaining(why)])
    expect(faultsOf(path, `\n${text}\n`)[0]).toContain(`src/${path}:2 `)
  })

  test('of the core are judged by its own arrows', () => {
    const core = {
      ...subject(source('entity/save.ts', `import { x } from '@berberis/sdk'`)),
      plugin: { ...plugin, id: 'core' },
    }
    expect(importFaults(core)).toEqual([expect.stringContaining('stands below')])
  })
})

test('sources over 250 lines are told, but for migrations and tests', () => {
  const long = '\n'.repeat(251)
  const faults = lengthFaults(
    subject(
      source('services/a.ts', long),
      source('migrations/0001-a.ts', long),
      source('a.test.ts', long),
      source('b.ts', '\n'.repeat(250)),
    ),
  )
  expect(faults).toEqual([expect.stringContaining('src/services/a.ts has 251 lines')])
})

test('ids without the plugin, not in kebab-case, or twice are told', () => {
  const hook = announcement('tenancy.flatLet', Type.Object({}))
  const listener = on(hook, 'Note talk', async () => {})
  const odd = { ...plugin, permissions: { a: permission('sales.read') }, hooks: [hook, hook], listeners: [listener] }
  expect(nameFaults(odd)).toEqual([
    'permission sales.read should be tenancy.kebab-case',
    'hook tenancy.flatLet should be tenancy.kebab-case',
    'hook tenancy.flatLet should be tenancy.kebab-case',
    'hook tenancy.flatLet is declared twice',
    'listener Note talk should be a kebab-case word',
  ])
  expect(nameFaults(plugin)).toEqual([])
})

test('parts of a schema without a bound are told by their path', () => {
  const schema = Type.Object({
    name: Type.String(),
    tags: Type.Array(Type.String({ maxLength: 5 })),
    lines: Type.Array(Type.Object({ qty: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])) }), {
      maxItems: 3,
    }),
    more: Type.Record(Type.String(), Type.String({ maxLength: 3 })),
    state: Type.Union([Type.Literal('a'), Type.Literal('b')]),
    fine: Type.Number({ exclusiveMinimum: 0, maximum: 9 }),
  })
  expect(unboundedParts(schema)).toEqual([
    'name is a text without maxLength',
    'tags is a list without maxItems',
    'lines[].qty is a number without minimum and maximum',
    'more is an open object without maxProperties',
  ])
})

test('keys of texts are found where sources name them', () => {
  const text = `ctx.t('a.b', { x })\nthrow new Refusal(\n  'a.refused-it')\nreturn [{ path: 'x', code: 'a.code' }]\nrefuseFields(all, 'a.all')\nctx.t(\`a.\${b}\`)\nconst t('no')`
  expect(keysOf([source('a.ts', text), source('a.test.ts', text)]).map(({ key, at }) => `${at} ${key}`)).toEqual([
    'src/a.ts:1 a.b',
    'src/a.ts:2 a.refused-it',
    'src/a.ts:5 a.all',
    'src/a.ts:4 a.code',
  ])
})

test('a shaping listener that changes more than it declares is told, and what a listener was given is kept', async () => {
  const hook = shaping<{ price: number; name: string }, { id: number }>('tenancy.prices')
  const happened = announcement('tenancy.happened', Type.Object({ id: Type.Integer() }))
  const watch = watched({
    ...plugin,
    listeners: [
      on(hook, 'cheaper', async (_ctx, value) => ({ ...value, price: 1, name: 'x' }), { writes: ['price'] }),
      on(happened, 'note', async () => {}),
    ],
  })
  const [cheaper, note] = watch.plugin.listeners ?? []
  await cheaper?.run({} as Ctx, { price: 2, name: 'a' } as never, { id: 1 } as never)
  await note?.run({} as Ctx, { id: 7 } as never)

  expect(watch.faults).toEqual([expect.stringContaining('cheaper changed name at tenancy.prices')])
  expect(watch.deliveries.map(({ listener, payload }) => [listener.name, payload])).toEqual([['note', { id: 7 }]])
})

test('faults fail a test together, each on its line', () => {
  expect(() => sound([])).not.toThrow()
  expect(() => sound(['one', 'two', 'one'])).toThrow('2 faults:\n  - one\n  - two')
})
