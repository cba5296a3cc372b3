import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Page, type Tab } from './browser.js'
import { choose, submit } from './fill.js'

/** Within which everybody sees it, milliseconds (spec-core §5). */
const SOON = 2_000

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('what others do', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it('§11.19: Anna assigns an event to Cezary: his open worklist shows it within two seconds without reload', async () => {
    const [anna, cezary] = [await signedIn('anna'), await signedIn('cezary')]
    const id = await anEvent('Zadzwoń w sprawie pieca')
    await cezary.visit('/worklist')
    await cezary.page.evaluate(`document.title = 'not loaded again'`)
    const row = cezary.page.locator(`#worklist-event-${id}`)
    expect(await row.count()).toBe(0)

    await anna.visit(`/events/${id}/edit`)
    await choose(anna.page, 'performerId', 'Cezary Cichy')
    await submit(anna.page, /\/events\/\d+$/)
    await row.waitFor({ timeout: SOON })
    expect(await cezary.page.title()).toBe('not loaded again')
    await cezary.page.locator('#core-bell .count').waitFor({ timeout: SOON })

    await assign(id, 'anna')
    await row.waitFor({ state: 'detached', timeout: SOON })
    expect([...anna.takeFaults(), ...cezary.takeFaults()]).toEqual([])
    await Promise.all([anna.context.close(), cezary.context.close()])
  })

  it('is heard by all tabs of a browser on one line, which another tab takes over', async () => {
    const { context, page } = await signedIn('cezary')
    const listening = new Map<Page, number>()
    context.on('request', (request) => {
      if (!new URL(request.url()).pathname.startsWith('/live')) return
      const tab = request.frame().page()
      listening.set(tab, (listening.get(tab) ?? 0) + 1)
    })
    const tabs = [page, await context.newPage(), await context.newPage()]
    for (const tab of tabs) {
      await tab.goto(`${instance.origin}/worklist`)
      await tab.locator('html[data-ready]').waitFor({ state: 'attached' })
    }
    await expect.poll(() => listening.size, { timeout: SOON }).toBe(1)

    const id = await anEvent('Na wszystkich kartach')
    await assign(id, 'cezary')
    for (const tab of tabs.slice(1)) await tab.bringToFront()
    await tabs[2]?.locator(`#worklist-event-${id}`).waitFor({ timeout: SOON })
    expect(listening.size).toBe(1)

    await page.close()
    await expect.poll(() => listening.size, { timeout: SOON }).toBe(2)
    const next = await anEvent('Po zamknięciu pierwszej')
    await assign(next, 'cezary')
    await tabs[2]?.locator(`#worklist-event-${next}`).waitFor({ timeout: SOON })
    await context.close()
  })
})

async function signedIn(login: string): Promise<Tab> {
  const tab = await openTab(browser, instance.origin)
  await tab.context.addCookies([await instance.cookieOf(login)])
  return tab
}

async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${instance.origin}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${await instance.tokenOf('anna')}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Record<string, unknown>
}

async function anEvent(subject: string): Promise<number> {
  const { items } = (await ask('GET', '/contractors?name.has=imperial')) as { items: { id: number }[] }
  const plan = { plannedFrom: '2026-11-05T12:00:00Z', deadline: null }
  const { id } = await ask('POST', '/events', { type: 'call', subject, contractorId: items[0]?.id, ...plan })
  return Number(id)
}

async function assign(id: number, login: string): Promise<void> {
  const { version } = await ask('GET', `/events/${id}`)
  const { items } = (await ask('GET', `/operators?login=${login}`)) as { items: { id: number }[] }
  await ask('PUT', `/events/${id}`, { version, performerId: items[0]?.id })
}
