import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiOf } from '../support/api.js'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { whole } from '../support/tiers.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { findPages } from './find-pages.js'
import { weightOf } from './page-checks.js'
import { bytesOf, trafficOf } from './traffic.js'

const KB = 1024
const MB = 1024 * KB
/** For every page: requests beyond the fills in view, elements, layout shift, script heap. */
const EVERY = { cold: 12, warm: 2, elements: 2_500, shift: 0.02, heap: 6 * MB }
const LONG_LIST = { elements: 8_000 }
const LONG = '/contractors?limit=200'
/** Pages with much on them; the one of its kind that is found first may have little. */
const FULL = ['/contractors/2', '/contractors/2/edit', '/cases/2', '/sales/orders/new?contractor=2']

/** HTML as it travels, by kind of page: what the design gives each of them. */
const KINDS: readonly { readonly kind: string; readonly path: RegExp; readonly bytes: number }[] = [
  { kind: 'home', path: /^\/$/, bytes: 8 * KB },
  { kind: 'list of 200', path: /[?&]limit=200/, bytes: 40 * KB },
  { kind: 'document editor', path: /^\/sales\/(orders|documents)\/(new|\d+\/edit)/, bytes: 8 * KB },
  { kind: 'form', path: /\/(new|edit)(\?|$)/, bytes: 8 * KB },
  { kind: 'perspective', path: /^\/contractors\/\d+$/, bytes: 9 * KB },
  { kind: 'list or any other page', path: /^/, bytes: 12 * KB },
]

let instance: Instance
let browser: Browser
let tab: Tab
let cookie: string

describe.skipIf(!chromium && !ci)('the weight of every page', () => {
  beforeAll(async () => {
    instance = await startInstance()
    await instance.host.drain()
    // The example came a minute ago: a page that begins to listen is not told of it.
    instance.clock.set(new Date(Date.parse(instance.clock.now()) + 60_000).toISOString())
    await fillTheList()
    browser = await openBrowser()
    tab = await openTab(browser, instance.origin, { worker: true })
    const { name, value, url } = await instance.cookieOf('adam')
    await tab.context.addCookies([{ name, value, url }])
    cookie = `${name}=${value}`
    // What everyday work has in the browser's cache from yesterday: the shell, and what a list and a form need.
    await tab.visit('/')
    await tab.visit('/contractors')
    await tab.visit('/contractors/new')
    await tab.visit('/calendar')
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it('keeps to the budget of its kind, and comes again with one or two requests', { timeout: 600_000 }, async () => {
    const pages = [...(await findPages(tab.context, instance.origin)), ...FULL, LONG]
    const faults: string[] = []
    for (const [nth, path] of pages.entries()) {
      const { kind, bytes } = kindOf(path)
      const weighs = await bytesOf(instance.origin, path, { cookie })
      if (weighs > bytes) faults.push(`${path}: ${weighs} bytes, a ${kind} may have ${bytes}`)
      // At every push a browser visits the full pages and each fourth of the others.
      if (!whole && nth % 4 !== 0 && ![...FULL, LONG].includes(path)) continue
      faults.push(...(await visitFaults(path, path === LONG ? { ...EVERY, ...LONG_LIST } : EVERY)))
    }
    expect(faults).toEqual([])
    expect(pages.length).toBeGreaterThan(40)
    expect(tab.takeFaults()).toEqual([])
  })

  it('comes to somebody who has never been here with twelve requests', { timeout: 120_000 }, async () => {
    const paths = ['/', '/contractors', '/contractors/2', '/contractors/new', '/sales/orders/new']
    for (const path of paths) {
      const { asked } = await trafficOf(tab.page, path, { cold: true })
      const many = asked.length - (await fillsInView())
      expect([path, many <= EVERY.cold ? [] : asked]).toEqual([path, []])
    }
  })

  it('answers the palette in 3 KB', async () => {
    for (const q of ['imper', 'a', '999']) {
      const bytes = await bytesOf(instance.origin, `/palette?q=${q}`, { cookie, partial: true })
      expect([q, bytes <= 3 * KB]).toEqual([q, true])
    }
  })
})

const kindOf = (path: string) => KINDS.find((each) => each.path.test(path)) ?? { kind: 'page', bytes: 12 * KB }

/** The second visit is the one that everyday work is made of. */
async function visitFaults(path: string, limits: typeof EVERY): Promise<string[]> {
  const { asked, heap } = await trafficOf(tab.page, path)
  const { elements, shift } = await weightOf(tab.page)
  const more = asked.length - (await fillsInView())
  const found = [
    ['requests', more, limits.warm],
    ['elements', elements, limits.elements],
    ['layout shift', shift, limits.shift],
    ['bytes of heap', heap, limits.heap],
  ] as const
  return found
    .filter(([, value, limit]) => value > limit)
    .map(
      ([what, value, limit]) => `${path}: ${value} ${what}, ${limit} allowed${what === 'requests' ? `: ${asked}` : ''}`,
    )
}

/** Each region that a plugin fills is one more request once it is seen. */
async function fillsInView(): Promise<number> {
  return tab.page.locator('.fill').count()
}

/** A list is weighed with its rows full, as the budget means it. */
async function fillTheList(): Promise<void> {
  const api = apiOf(instance.origin, await instance.tokenOf('adam'))
  const towns = ['Łódź', 'Warszawa', 'Gdańsk', 'Bielsko-Biała', 'Płock']
  for (let n = 0; n < 200; n += 1) {
    const { status, body } = await api.post('/contractors', {
      kind: 'company',
      name: `Wspólnota Mieszkaniowa Żeromskiego ${n}`,
      acceptDuplicates: true,
      roles: n % 3 ? ['client'] : ['client', 'supplier'],
      stage: 'order',
      town: towns[n % towns.length],
      street: 'ul. Żółta 3',
      postalCode: '90-001',
      attributes: { 'wielkosc-firmy': 'srednia' },
    })
    if (status !== 201) throw new Error(`contractor ${n} was not made: ${status} ${JSON.stringify(body)}`)
  }
}
