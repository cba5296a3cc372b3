import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { handsOf, type Hands } from './keyboard.js'

/** From home, as the inventory asks (15). */
const MOST_CLICKS = 4

interface Task {
  readonly what: string
  readonly does: (hands: Hands, tab: Tab) => Promise<void>
  /** The address or the heading one ends at. */
  readonly ends: RegExp
}

const create = async (hands: Hands, what: RegExp) => {
  await hands.choose(/^Utwórz/)
  await hands.choose(what, 'ArrowDown')
}

const TASKS: readonly Task[] = [
  {
    what: 'finds a contractor',
    does: async (hands, { page }) => {
      await hands.press('Control+k')
      await page.keyboard.type('imperial')
      await page.locator('[role=option]', { hasText: 'Hotel Imperial' }).first().waitFor()
      await hands.choose(/./)
    },
    ends: /Hotel Imperial/,
  },
  {
    what: 'adds a contractor',
    does: async (hands) => {
      await create(hands, /^Nowy kontrahent/)
      await hands.type(/^Nazwa/, 'Klawiatura sp. z o.o.')
      await hands.choose(/^Zapisz/)
    },
    ends: /Klawiatura sp\. z o\.o\./,
  },
  {
    what: 'opens a case',
    does: async (hands) => {
      await create(hands, /^Nowa sprawa/)
      await hands.pick(/^Kontrahent/, 'imperial')
      await hands.type(/^Nazwa/, 'Sprawa z klawiatury')
      await hands.choose(/^Zapisz/)
    },
    ends: /Sprawa z klawiatury/,
  },
  {
    what: 'notes a call',
    does: async (hands) => {
      await create(hands, /^Nowe zdarzenie/)
      await hands.pick(/^Kontrahent/, 'imperial')
      await hands.type(/^Temat/, 'Telefon z klawiatury')
      await hands.choose(/^Zapisz/)
    },
    ends: /Telefon z klawiatury/,
  },
  {
    what: 'takes an order',
    does: async (hands) => {
      await create(hands, /^Nowe zamówienie/)
      await hands.pick(/^Kontrahent/, 'imperial')
      await hands.pick(/^Towar lub usługa/, 'przegląd kotłowni')
      await hands.choose(/^Zapisz/)
    },
    ends: /zamówieni/i,
  },
  {
    what: 'issues an invoice',
    does: async (hands) => {
      await create(hands, /^Nowa faktura/)
      await hands.pick(/^(Kontrahent|Nabywca)/, 'imperial')
      await hands.pick(/^Towar lub usługa/, 'przegląd kotłowni')
      await hands.type(/^Ilość/, '1')
      await hands.choose(/^Wystaw fakturę/)
    },
    ends: /FV\/\d+\/11\/2026/,
  },
  { what: 'sees what is to do', does: (hands) => hands.choose(/^Do zrobienia/), ends: /Do zrobienia/ },
  { what: 'sees the week', does: (hands) => hands.choose(/^Kalendarz/), ends: /Kalendarz|listopad/i },
  {
    what: 'sees what is overdue',
    does: async (hands) => {
      await hands.choose(/^Zdarzenia/)
      await hands.choose(/^Po terminie/)
    },
    ends: /Zdarzenia/,
  },
  {
    what: 'opens the newest invoice',
    does: async (hands) => {
      await hands.choose(/^Faktury/)
      await hands.choose(/^FV\//)
    },
    ends: /FV\//,
  },
  {
    what: 'asks what a service costs',
    does: async (hands, { page }) => {
      await hands.choose(/^Towary i usługi/)
      await hands.type(/^Szukaj na liście/, 'kotłowni')
      // The list is narrowed while one types: what is chosen before that is another.
      await page.waitForURL(/[?&]q=/)
      await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' })
      await hands.choose(/^U\d$/)
    },
    ends: /Przegląd kotłowni/,
  },
  {
    what: 'sends a list as a file',
    does: async (hands, { page }) => {
      await hands.choose(/^Kontrahenci/)
      await hands.choose(/^Eksport/)
      const file = page.waitForEvent('download')
      await hands.choose(/CSV/)
      expect((await file).suggestedFilename()).toMatch(/\.csv$/)
    },
    ends: /Kontrahenci/,
  },
]

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('inventory 15: whoever has nothing but a keyboard', () => {
  beforeAll(async () => {
    instance = await startInstance()
    await instance.host.drain()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it.each(TASKS)(
    `$what, from home with ${MOST_CLICKS} choices at most`,
    { timeout: 60_000 },
    async ({ does, ends }) => {
      const tab = await openTab(browser, instance.origin)
      await tab.context.addCookies([await instance.cookieOf('adam')])
      await tab.visit('/')
      const hands = handsOf(tab)
      await does(hands, tab)
      await tab.page.getByRole('heading', { level: 1, name: ends }).waitFor()
      expect(hands.chosen).toBeLessThanOrEqual(MOST_CLICKS)
      expect(tab.takeFaults()).toEqual([])
      await tab.context.close()
    },
  )
})
