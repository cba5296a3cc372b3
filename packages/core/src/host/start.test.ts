import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Type } from '@sinclair/typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { definePlugin, type Plugin, type PluginDetails } from '../plugin/define-plugin.js'
import { form, place } from '../plugin/forms.js'
import { announcement, check, on } from '../plugin/hooks.js'
import { firm } from '../entity/scratch-world.js'
import { column, list, view } from '../plugin/lists.js'
import { permission } from '../plugin/permissions.js'
import type { Routes } from '../plugin/routes.js'
import { fill, slot } from '../plugin/slots.js'
import { operator } from '../operators/operator.js'
import { kindOf } from '../search/kind.js'
import { createHost } from './create-host.js'
import { smallCore } from './small-host.js'

let folder: string
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'berberis-start-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

const plugin = (id: string, details: Partial<PluginDetails> = {}) =>
  definePlugin({
    id,
    title: 'core.errands',
    from: new URL('./none/', import.meta.url).href,
    permissions: {},
    ...details,
  })
const config = (database = 'sqlite::memory:') =>
  ({ database, dataFolder: folder, publicAddress: 'http://localhost', logLevel: 'silent', works: false }) as const

/** The faults a start ends with; none when it does not. */
async function faults(...plugins: Plugin[]): Promise<readonly string[]> {
  try {
    const host = await createHost({ config: config(), plugins: [smallCore, ...plugins] })
    await host.close()
    return []
  } catch (error) {
    return (error as { faults: readonly string[] }).faults
  }
}

/** A plugin with files of its own. */
async function withFiles(
  id: string,
  files: Record<string, string>,
  details: Partial<PluginDetails> = {},
): Promise<Plugin> {
  const home = join(folder, id)
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(home, name, '..'), { recursive: true })
    await writeFile(join(home, name), text)
  }
  return plugin(id, { from: `${pathToFileURL(home).href}/`, ...details })
}

describe('the host does not start, and names the plugin, when', () => {
  test('a need is missing or goes in a circle', async () => {
    expect(await faults(plugin('lonely', { needs: ['nobody'] }))).toEqual([
      'plugin lonely: needs nobody, which is not among the plugins',
    ])
    const circle = [plugin('egg', { needs: ['hen'] }), plugin('hen', { needs: ['egg'] })]
    expect(await faults(...circle)).toEqual(['plugin egg: needs itself in a circle (egg → hen → egg)'])
  })

  test('an id is taken, is an address of the core, or does not carry the plugin', async () => {
    expect(await faults(plugin('twin'), plugin('twin'))).toContain('plugin twin: the id is taken by another plugin')
    expect(await faults(plugin('errands'))).toEqual(['plugin errands: /errands is an address of the core'])
    expect(await faults(plugin('foreign', { hooks: [check('other.thing-able')] }))).toEqual([
      'plugin foreign: the hook other.thing-able does not begin with foreign.',
    ])
    const menu = [
      { group: 'work', label: 'core.errands', href: '/x', icon: 'home', permission: permission('a.b'), key: 'z' },
    ] as const
    expect(await faults(plugin('one', { menu }), plugin('two', { menu }))).toEqual([
      'plugin two: the menu key z is taken by plugin one',
    ])
  })

  test('two of its entities have one number in the search', async () => {
    const met = new Map<number, string>()
    let [id, other] = ['', '']
    for (let n = 0; other === ''; n += 1) {
      id = `twin.e${n}`
      other = met.get(kindOf(id)) ?? ''
      met.set(kindOf(id), id)
    }
    const entities = [other, id].map((each) => ({ ...firm, id: each }))
    expect(await faults(plugin('twin', { entities }))).toContain(
      `plugin twin: the search cannot tell ${id} from ${other}; another id will do`,
    )
  })

  test('a route says no permission or no schema, at whichever door', async () => {
    const may = permission('bare.read-all')
    const bare = plugin('bare', {
      routes: {
        '/things': (app) => {
          app.get('/', { schema: { response: {} } }, async () => ({}))
          app.get('/:id', { schema: {}, config: { permission: 'anyone', door: 'page' } }, async () => ({}))
          app.post('/', { config: { permission: may } }, async () => ({}))
          app.put('/best', { schema: {}, config: { permission: may } }, async () => ({}))
          app.delete('/', { schema: {}, config: { permission: may } }, async () => ({}))
        },
      },
    })
    expect(await faults(bare)).toEqual([
      'plugin bare: GET /bare/things has no permission',
      'plugin bare: GET /bare/things/:id has no schema of its path',
      'plugin bare: POST /bare/things has no schema',
      'plugin bare: PUT /bare/things/best has no schema of its answer',
    ])
  })

  test('a form or a list names a field that its entity does not have', async () => {
    const things = list('odd.things', {
      of: operator,
      columns: [column('colour')],
      filters: ['shoe'],
      views: [view('all', { 'hat.not': 'x' })],
      sort: '-name',
    })
    const route: Routes = (app) => {
      const config = {
        permission: 'anyone',
        form: form('odd.thing', { of: operator, groups: [{ key: '', fields: [place('login'), place('nose')] }] }),
      } as const
      app.post('/', { schema: { response: {} }, config }, async () => ({}))
    }
    const odd = plugin('odd', { lists: [things], routes: { '/things': route } })
    const texts = (name: string) => `plugin odd: the list odd.things names ${name}, which core.operator does not have`
    expect(await faults(odd)).toEqual(['colour', 'shoe', 'hat'].map(texts))
    expect(await faults(plugin('odd', { routes: { '/things': route } }))).toEqual([
      'plugin odd: POST /odd/things: its form places nose, a field it does not have',
    ])
  })

  test('a listener or a fill stands where nobody declared a place, or where its plugin does not need the owner', async () => {
    const rang = announcement('bell.rang', Type.Object({}))
    const tower = slot<object>('bell.tower', 'cards')
    const bell = plugin('bell', { hooks: [rang], slots: [tower] })
    const into = { name: 'x', label: 'core.errands', permission: permission('a.b'), href: () => '/' }
    const hears = { listeners: [on(rang, 'hears', async () => {})], fills: [fill(tower, into)] }
    expect(await faults(plugin('deaf', hears))).toEqual([
      'plugin deaf: the listener hears stands at bell.rang, a hook nobody declares',
      'plugin deaf: the fill x goes into bell.tower, a slot nobody declares',
    ])
    expect(await faults(bell, plugin('rude', hears))).toEqual([
      'plugin rude: the listener hears stands at bell.rang, but the plugin does not need bell',
      'plugin rude: the fill x goes into bell.tower, but the plugin does not need bell',
    ])
    expect(await faults(bell, plugin('polite', { ...hears, needs: ['bell'] }))).toEqual([])
    expect(
      await faults(
        plugin('strange', { slots: [], listeners: [on(check('core.record-saved'), 'asks', async () => {})] }),
      ),
    ).toEqual(['plugin strange: the listener asks stands at core.record-saved, which is no check but a announcement'])
  })

  test('it was made by another copy of the SDK, or for another version of it', async () => {
    const { ...copy } = plugin('copy')
    const stranger = Object.fromEntries(Object.entries(copy)) as unknown as Plugin
    expect(await faults(stranger)).toEqual([
      'plugin copy: was not made by definePlugin, or by another copy of the SDK; the process may hold one only',
    ])
    expect(await faults(undefined as unknown as Plugin, { name: 'bell' } as unknown as Plugin)).toEqual([
      expect.stringMatching(/^entry \d of the list of plugins: is undefined, not a plugin/),
      expect.stringMatching(/^entry \d of the list of plugins: was not made by definePlugin/),
    ])
    const future = await withFiles('future', {
      'package.json': JSON.stringify({ version: '9.0.0', peerDependencies: { '@berberis/sdk': '^9.0.0' } }),
    })
    expect(await faults(future)).toEqual([expect.stringMatching(/^plugin future: wants the SDK \^9\.0\.0, this is \d/)])
  })

  test('a text is missing in a language, a view breaks the rules or names what is not there', async () => {
    const half = await withFiles('half', {
      'package.json': '{}',
      'locales/pl.json': '{"half.hello":"Cześć"}',
      'locales/en.json': '{}',
    })
    expect(await faults(half)).toEqual(['plugin half: en.json has no text for half.hello'])
    const mute = plugin('mute', { permissions: { read: permission('mute.read-all') } })
    expect(await faults(mute)).toEqual(['plugin mute: there is no text for permission.mute.read-all'])
    const lost = await withFiles('lost', {
      'package.json': '{}',
      'views/page.hbs': '<h1>{{t "core.errands"}}</h1>\n{{slot "lost.nowhere"}}',
    })
    expect(await faults(lost)).toEqual(['plugin lost: view lost/page, line 2: nobody declares the slot lost.nowhere'])
    const wild = await withFiles('wild', { 'package.json': '{}', 'views/page.hbs': '<p>\n<script>1</script></p>' })
    expect((await faults(wild))[0]).toMatch(/^plugin wild: view wild\/page, line 2: /)
  })

  test('several things are wrong: all of them are told', async () => {
    expect(await faults(plugin('lonely', { needs: ['nobody'] }), plugin('errands'))).toHaveLength(2)
  })
})
