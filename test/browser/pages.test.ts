import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { whole } from '../support/tiers.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { findPages } from './find-pages.js'
import { axeFaults, frameFaults, sidewaysFaults } from './page-checks.js'
import { speak } from './speak.js'

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
const DRESSES = [
  { name: 'wide', size: WIDE, theme: 'light' },
  { name: 'phone', size: PHONE, theme: 'dark' },
  { name: 'wide', size: WIDE, theme: 'dark' },
  { name: 'phone', size: PHONE, theme: 'light' },
] as const
/** Pages whose four dresses are kept to be looked at. */
const PICTURES =
  /^\/$|^\/contractors$|^\/contractors\/\d+$|^\/(contractors|events|sales\/orders)\/new|^\/cases\/\d+$|^\/sales\/documents(\/\d+)?$|^\/sign-in$/
const folder = new URL('../../test-results/', import.meta.url).pathname

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('every page', () => {
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    instance = await startInstance()
    await instance.host.drain()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it.each(['pl', 'en'] as const)(
    'stands in %s, on a desk and on a phone, in light and in dark, without a fault',
    async (locale) => {
      const tab = await openTab(browser, instance.origin, { locale })
      const faults = await lookAt(tab, '/sign-in', locale, 0)
      await tab.context.addCookies([await instance.cookieOf('adam')])
      await speak(tab.context, instance.origin, locale)
      const pages = await findPages(tab.context, instance.origin)
      expect(pages.length).toBeGreaterThan(25)

      for (const [nth, path] of pages.entries()) faults.push(...(await lookAt(tab, path, locale, nth)))
      expect(faults).toEqual([])
      expect(instance.broken).toEqual([])
      await tab.context.close()
    },
    1_200_000,
  )
})

/** All that is wrong with one page, the `nth`, in its dresses and widths. */
async function lookAt(tab: Tab, path: string, locale: string, nth: number): Promise<string[]> {
  const { page } = tab
  const found: string[] = []
  const note = (dress: string, faults: readonly string[]) =>
    found.push(...faults.map((fault) => `${path} ${dress}: ${fault}`))

  await dressed(tab, WIDE, 'light')
  await tab.visit(path).catch((error: unknown) => note('', [String(error).split('\n')[0] ?? '']))
  await settle(tab)
  note('', await frameFaults(page))
  for (const [at, dress] of DRESSES.entries()) {
    // At every push a page is judged in one dress, the next page in the next: every part of the house in every dress.
    if (!whole && (locale === 'en' || at !== nth % DRESSES.length)) continue
    const { name, size, theme } = dress
    await dressed(tab, size, theme)
    note(`${name} ${theme}`, await axeFaults(page))
    if (whole && PICTURES.test(path.split('?')[0] ?? '')) await picture(tab, path, `${locale}-${name}-${theme}`)
  }
  for (const width of whole ? [1440, 390, 360, 320] : locale === 'pl' ? [1440, 390, 320] : [320]) {
    await dressed(tab, { width, height: 800 }, 'light')
    note(String(width), await sidewaysFaults(page))
  }
  note('', tab.takeFaults())
  return found
}

async function dressed({ page }: Tab, size: { width: number; height: number }, theme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize(size)
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
}

/** Fills come when they are seen; a look waits for those that are on their way. */
async function settle({ page }: Tab): Promise<void> {
  await page.evaluate('new Promise((done) => setTimeout(done, 150))')
  await expect.poll(() => page.locator('.htmx-request').count(), { timeout: 10_000 }).toBe(0)
}

async function picture({ page }: Tab, path: string, dress: string): Promise<void> {
  const name = path.replace(/[?].*/, '').replace(/\/\d+/g, '-one').replaceAll('/', '-').replace(/^-/, '') || 'home'
  await page.screenshot({ path: `${folder}${name}.${dress}.png` })
}
