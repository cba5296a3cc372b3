import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { corePlugin } from '../core-plugin.js'
import { smallHost, type SmallHost } from '../host/small-host.js'
import type { Plugin } from '../plugin/define-plugin.js'
import { helpAddress } from './help-address.js'
import { readHelp } from './read-help.js'

describe('the help of core', () => {
  it('has a page in both languages for every screen of administration', () => {
    const texts = readHelp(corePlugin)
    const pages = (corePlugin.menu ?? []).filter(({ group }) => group === 'admin').map(({ href }) => href.split('/')[1])
    expect(pages.length).toBeGreaterThan(12)
    const missing = [...pages, 'permissions', 'imports', 'change-sets', 'bin']
      .flatMap((page) => [`${page}.pl`, `${page}.en`])
      .filter((key) => !texts.has(key))
    expect(missing).toEqual([])
  })

  it('says in each what it is, what is done there and what to know, in either language alike', () => {
    for (const [key, { title, html }] of readHelp(corePlugin)) {
      expect(title, key).not.toBe('')
      expect(html.match(/<h1>/g), key).toHaveLength(1)
      expect(html.match(/<h2>/g), key).toHaveLength(2)
      const other = readHelp(corePlugin).get(key.replace(/pl$|en$/, (locale) => (locale === 'pl' ? 'en' : 'pl')))
      expect(other?.html.match(/<li>/g)?.length, key).toBe(html.match(/<li>/g)?.length)
    }
  })

  it('knows the help of a page by how its address begins', () => {
    const plugins: readonly Plugin[] = [corePlugin]
    expect(helpAddress(plugins, '/roles/2/edit?x=1')).toBe('/help/roles')
    expect(helpAddress(plugins, '/')).toBeNull()
    expect(helpAddress(plugins, '/nobody')).toBeNull()
  })
})

describe('help', () => {
  let small: SmallHost
  beforeAll(async () => {
    small = await smallHost('sqlite', [], { core: corePlugin, config: { latestMs: 60_000 } })
  }, 120_000)
  afterAll(() => small.drop())

  it('is a page of its own, led to from the screen it is about, in the language of the reader', async () => {
    const page = (url: string) => small.host.app.inject({ url, headers: { ...small.cookie } })
    expect((await page('/roles')).body).toContain('href="/help/roles"')
    expect((await page('/help/roles')).body).toMatch(/<h1>(Role|Roles)<\/h1>/)
    expect((await page('/help')).body).toContain('href="/help/webhooks"')
    for (const none of ['/help/nothing', '/help/nobody/roles', '/help/core/..%2Froles'])
      expect((await page(none)).statusCode, none).not.toBe(200)
  })
})
