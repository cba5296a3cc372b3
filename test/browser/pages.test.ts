import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { findPages } from './find-pages.js'
import { axeFaults, frameFaults, sidewaysFaults } from './page-checks.js'
import { speak } from './speak.js'

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
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
      const faults = await lookAt(tab, '/sign-in', locale)
      await tab.context.addCookies([await instance.cookieOf('adam')])
      await speak(tab.context, instance.origin, locale)
      const pages = await findPages(tab.context, instance.origin)
      expect(pages.length).toBeGreaterThan(25)

      for (const path of pages) faults.push(...(await lookAt(tab, path, locale)))
      expect(faults).toEqual([])
      expect(instance.broken).toEqual([])
      await tab.context.close()
    },
    1_200_000,
  )
})

/** All that is wrong with one page in its dresses and four widths. */
async function lookAt(tab: Tab, path: string, locale: string): Promise<string[]> {
  const { page } = tab
  const found: string[] = []
  const note = (dress: string, faults: readonly string[]) =>
    found.push(...faults.map((fault) => `${path} ${dress}: ${fault}`))

  await dressed(tab, WIDE, 'light')
  await tab.visit(path).catch((error: unknown) => note('', [String(error).split('\n')[0] ?? '']))
  await settle(tab)
  note('', await frameFaults(page))
  const wideFirst = [...path].length % 2 === 0
  for (const theme of ['light', 'dark'] as const) {
    for (const [name, size] of [
      ['wide', WIDE],
      ['phone', PHONE],
    ] as const) {
      // Half of the pages are judged whole on a desk and by their colours in the dark on a phone, the others the other way
      // round: every part of the house in every dress. The other language has other words, which the frame and the widths tell.
      const judged = locale === 'pl' && (name === 'wide') === (wideFirst === (theme === 'light'))
      const pictured = PICTURES.test(path.split('?')[0] ?? '')
      if (!judged && !pictured) continue
      await dressed(tab, size, theme)
      if (judged) note(`${name} ${theme}`, await axeFaults(page, { looks: theme === 'dark' }))
      if (pictured) await picture(tab, path, `${locale}-${name}-${theme}`)
    }
  }
  for (const width of [1440, 390, 360, 320]) {
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
