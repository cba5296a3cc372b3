import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser } from './browser.js'
import { axeFaults } from './page-checks.js'

let instance: Instance
let browser: Browser

const KEYS = '[...document.querySelectorAll("tr.at select[name=stage] option")].map((one) => one.value)'

/** Cells are changed where they stand, by nothing but keys (ui.md §4.3). */
describe.skipIf(!chromium && !ci)('a cell of a list', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it('opens with F2, is saved with Enter, left with Escape, and asks when somebody was faster', async () => {
    const tab = await openTab(browser, instance.origin)
    await tab.context.addCookies([await instance.cookieOf('adam')])
    await tab.visit('/contractors?view=all&q=imperial')
    const { page } = tab
    const { keyboard } = page
    const cell = (column: string) => page.locator(`tr.at td[data-edit=${column}]`)
    const stage = page.locator('tr.at select[name=stage]')
    const onRow = () => expect.poll(() => page.evaluate('document.activeElement.matches(".table-scroll")')).toBe(true)
    const choose = async (key: string) => {
      await stage.selectOption(key)
      await keyboard.press('Enter')
    }

    await keyboard.press('j')
    const before = await cell('stage').innerText()
    await keyboard.press('F2')
    await stage.waitFor()
    expect(await page.evaluate<string>('document.activeElement.name')).toBe('stage')
    expect(await axeFaults(page)).toEqual([])
    await keyboard.press('Escape')
    await onRow()
    expect(await cell('stage').innerText()).toBe(before)

    await keyboard.press('F2')
    await stage.waitFor()
    const keys = await page.evaluate<string[]>(KEYS)
    const [first = '', second = '', third = ''] = keys.filter((key) => key !== '')
    await choose(first)
    await onRow()
    expect(await page.locator('tr.at form').count()).toBe(0)

    await keyboard.press('F2')
    await stage.waitFor()
    await keyboard.press('F2')
    await page.locator('tr.at bb-combo[name=ownerId] input.control').waitFor()
    await keyboard.type('Grażyna')
    await page.locator('tr.at [role=option]', { hasText: 'Grażyna Głos' }).waitFor()
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await onRow()
    expect(await cell('owner').innerText()).toContain('Grażyna Głos')

    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await stage.waitFor()
    await elsewhere(second)
    await choose(third)
    const dialog = page.getByRole('dialog', { name: 'Ktoś zmienił to samo' })
    await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click()
    await onRow()
    expect((await imperial()).stage).toBe(third)

    await keyboard.press('Enter')
    await page.waitForURL(/\/contractors\/\d+$/)
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  }, 120_000)
})

interface Told {
  readonly id: number
  readonly version: number
  readonly stage: string
}

async function imperial(): Promise<Told> {
  const { items } = (await api('/contractors?name.has=imperial')) as { items: Told[] }
  const [found] = items
  if (!found) throw new Error('nobody is called Imperial')
  return found
}

async function elsewhere(stage: string): Promise<void> {
  const { id, version } = await imperial()
  await api(`/contractors/${id}`, { version, stage })
}

async function api(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${instance.origin}/api${path}`, {
    method: body ? 'PUT' : 'GET',
    headers: { authorization: `Bearer ${await instance.tokenOf('anna')}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response.json()
}
