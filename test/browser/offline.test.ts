import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { fill } from './fill.js'
import { axeFaults, frameFaults, sidewaysFaults } from './page-checks.js'

/** The browser's own lines about a line that is cut, as the test cuts it. */
const CUT = /net::ERR_(INTERNET_DISCONNECTED|FAILED)/

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('without a connection', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it('inventory 16: notes an event on a phone and sends it once, even when the first answer is lost', async () => {
    const tab = await signedIn('cezary')
    await cutOff(tab)
    expect(await tab.page.locator('h1').innerText()).toBe('Brak połączenia')
    expect(await sidewaysFaults(tab.page)).toEqual([])
    expect([...(await frameFaults(tab.page)), ...(await axeFaults(tab.page))]).toEqual([])
    await note(tab, { contractor: 'Hotel Imperial', subject: 'Piwnica: kocioł stoi' })
    // An entry that waits can be changed; the same form brings it back.
    await tab.page.getByRole('button', { name: 'Popraw' }).click()
    await note(tab, { subject: 'Piwnica: kocioł ruszył' })
    expect(await keptOn(tab)).toEqual({ readable: false, extractable: false, entries: 1 })

    // The first answer is lost, and with it the session: who is not signed in does not learn what became of it.
    let tries = 0
    await tab.page.route('**/offline/entries', async (route) => {
      tries += 1
      const answer = await route.fetch()
      if (tries > 1) return route.fulfill({ response: answer })
      await instance.host.kernel.db('core_session').delete()
      return route.abort()
    })
    await tab.context.setOffline(false)
    await tab.page.getByText('sesja wygasła').waitFor()
    await stateOf(tab, 'unsure')
    expect(await tab.page.locator('[data-state=unsure] button').count()).toBe(0)
    await tab.context.addCookies([await instance.cookieOf('cezary')])
    await tab.visit('/offline/notes')
    await stateOf(tab, 'sent')
    expect(tries).toBe(3)
    expect(await eventsCalled('Piwnica')).toEqual(['Piwnica: kocioł ruszył'])
    expect(await tab.page.locator('bb-core-device').isVisible()).toBe(false)
    expect(tab.takeFaults().filter((fault) => !CUT.test(fault))).toEqual([])
    await tab.context.close()
  })

  it('keeps what waits when the session is over, unread by whoever comes next, and sends it for its author', async () => {
    const tab = await signedIn('cezary')
    await cutOff(tab)
    await note(tab, { contractor: 'Hotel', subject: 'Przed końcem sesji' })
    await instance.host.kernel.db('core_session').delete()
    await tab.context.setOffline(false)
    await tab.page.getByText('sesja wygasła').waitFor()
    await stateOf(tab, 'waiting')

    await tab.visit('/worklist')
    await tab.page.locator('#login').waitFor()
    await expect.poll(() => tab.page.evaluate(HAS_KEY)).toBe(false)
    await tab.context.addCookies([await instance.cookieOf('anna')])
    await tab.visit('/offline/notes')
    await tab.page.locator('[data-others]').waitFor()
    expect(await tab.page.locator('#main').innerText()).not.toContain('Przed końcem')
    expect(await eventsCalled('Przed końcem')).toEqual([])

    await tab.context.addCookies([await instance.cookieOf('cezary')])
    await tab.visit('/offline/notes')
    await stateOf(tab, 'refused')
    expect(await tab.page.locator('[data-state=refused]').innerText()).toContain('nie wskazuje jednego kontrahenta')
    await tab.page.getByRole('button', { name: 'Popraw' }).click()
    await tab.page.locator('[data-offer] label', { hasText: 'Hotel Imperial' }).click()
    await tab.page.getByRole('button', { name: 'Zanotuj', exact: true }).click()
    await stateOf(tab, 'sent')
    expect(await eventsCalled('Przed końcem')).toEqual(['Przed końcem sesji'])
    expect(tab.takeFaults().filter((fault) => !CUT.test(fault))).toEqual([])
    await tab.context.close()
  })

  it('leaves a form of an event as it was typed when its save finds no connection', async () => {
    const tab = await signedIn('cezary')
    await tab.visit('/events/new')
    await fill(tab.page, { contractorId: 'imperial', subject: 'Wpisane w piwnicy', note: 'Druga linia' })
    await tab.context.setOffline(true)
    await tab.page.locator('form[data-form] button.primary').last().click()
    await tab.page.locator('.toast', { hasText: 'brak połączenia' }).waitFor()
    expect(await tab.page.locator('[name=note]').inputValue()).toBe('Druga linia')
    await tab.context.setOffline(false)
    await tab.page.locator('.toast button', { hasText: 'Spróbuj ponownie' }).click()
    await tab.page.waitForURL(/\/events\/\d+$/)
    await tab.context.close()
  })
})

/** Signed in on a phone, with the worker ready and the key on the device. */
async function signedIn(login: string): Promise<Tab> {
  const tab = await openTab(browser, instance.origin, { width: 360, height: 740, worker: true })
  await tab.context.addCookies([await instance.cookieOf(login)])
  await tab.visit('/worklist')
  await expect.poll(() => tab.page.evaluate('navigator.serviceWorker.controller?.state')).toBe('activated')
  await expect.poll(() => tab.page.evaluate(HAS_KEY)).toBe(true)
  return tab
}

async function cutOff(tab: Tab): Promise<void> {
  await tab.context.setOffline(true)
  await tab.page.goto('/cases')
  await tab.page.locator('bb-core-offline[data-ready]').waitFor()
}

async function note(tab: Tab, values: Readonly<Record<string, string>>): Promise<void> {
  // The firm's clock stands on the day of the example, the browser's does not.
  await fill(tab.page, { kind: 'call', day: '2026-11-05', from: '08:40', ...values })
  await tab.page.getByRole('button', { name: 'Zanotuj', exact: true }).click()
  await stateOf(tab, 'waiting')
}

const stateOf = ({ page }: Tab, state: string) => page.locator(`[data-entries] > [data-state=${state}]`).waitFor()

/** Runs in the page: opens what the device keeps and hands it on. */
const opened = (then: string) => `new Promise((resolve, reject) => {
  const asking = indexedDB.open('berberis-offline', 1)
  asking.onerror = () => reject(asking.error)
  asking.onupgradeneeded = () => {
    asking.result.createObjectStore('keys')
    asking.result.createObjectStore('entries', { keyPath: 'id' })
  }
  asking.onsuccess = () => {
    const stores = asking.result.transaction(['keys', 'entries'])
    const own = stores.objectStore('keys').get('own')
    const entries = stores.objectStore('entries').getAll()
    stores.oncomplete = () => (asking.result.close(), resolve((${then})(own.result, entries.result)))
  }
})`
const HAS_KEY = opened('(own) => Boolean(own)')

/** Whether somebody with the device in his hands, and no key, could read what waits. */
const keptOn = ({ page }: Tab): Promise<unknown> =>
  page.evaluate(
    opened(`({ key }, entries) => ({
      readable: entries.some(({ data, ...rest }) => (JSON.stringify(rest) + new TextDecoder().decode(data)).includes('kocioł')),
      extractable: key.extractable,
      entries: entries.length,
    })`),
  )

async function eventsCalled(words: string): Promise<string[]> {
  const response = await fetch(`${instance.origin}/api/events?state=done&subject.has=${encodeURIComponent(words)}`, {
    headers: { authorization: `Bearer ${await instance.tokenOf('adam')}` },
  })
  const { items } = (await response.json()) as { items: { subject: string }[] }
  return items.map(({ subject }) => subject)
}
