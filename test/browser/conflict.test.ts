import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Page, type Tab } from './browser.js'
import { submit } from './fill.js'
import { axeFaults, sidewaysFaults } from './page-checks.js'

let instance: Instance
let browser: Browser
let at: string

describe.skipIf(!chromium && !ci)('two people who change the same', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
    const found = await api('/contractors?name.has=imperial')
    at = `/contractors/${found.items[0]?.id}`
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it('§11.23: the second chooses between mine, theirs and what it was, and nothing he typed is lost', async () => {
    const [anna, barbara] = [await atForm('anna'), await atForm('barbara')]
    const original = await anna.page.locator('[name=name]').inputValue()
    await anna.page.locator('[name=name]').fill('Hotel Imperial Anny')
    await submit(anna.page, /\/contractors\/\d+$/)

    await barbara.page.locator('[name=name]').fill('Hotel Imperial Barbary')
    await barbara.page.locator('[name=note]').fill('Dzwonić po dziesiątej.')
    await save(barbara.page)
    const dialog = barbara.page.getByRole('dialog', { name: 'Ktoś zmienił to samo' })
    const row = dialog.getByRole('row', { name: /Nazwa/ })
    await row.waitFor()
    expect(await row.innerText()).toMatch(new RegExp(`Barbary[^]*Anny[^]*Anna Adamska[^]*${original}`))
    expect([...(await axeFaults(barbara.page)), ...(await sidewaysFaults(barbara.page))]).toEqual([])

    await barbara.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await barbara.page.locator('[name=name]').inputValue()).toBe('Hotel Imperial Barbary')
    expect(await barbara.page.locator('[name=note]').inputValue()).toBe('Dzwonić po dziesiątej.')

    await save(barbara.page)
    await row.getByRole('radio').nth(1).check()
    await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click()
    await barbara.page.waitForURL(/\/contractors\/\d+$/)
    expect(await api(at)).toMatchObject({ name: 'Hotel Imperial Anny', note: 'Dzwonić po dziesiątej.' })
    expect([...anna.takeFaults(), ...barbara.takeFaults()]).toEqual([])
    await Promise.all([anna.context.close(), barbara.context.close()])
  })

  it('meets a third change while the dialog stands: what was chosen is asked about again, and then stays', async () => {
    const barbara = await atForm('barbara')
    await change({ name: 'Imperial po raz pierwszy' })
    await barbara.page.locator('[name=name]').fill('Imperial Barbary')
    await save(barbara.page)
    const dialog = barbara.page.getByRole('dialog', { name: 'Ktoś zmienił to samo' })
    await dialog.waitFor()
    await change({ name: 'Imperial po raz drugi' })
    await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click()
    await dialog.getByText('Imperial po raz drugi').waitFor()
    await dialog.getByRole('button', { name: 'Zapisz wybrane' }).click()
    await barbara.page.waitForURL(/\/contractors\/\d+$/)
    expect(await api(at)).toMatchObject({ name: 'Imperial Barbary' })
    await barbara.context.close()
  })
})

async function atForm(login: string): Promise<Tab> {
  const tab = await openTab(browser, instance.origin, { width: 390, height: 844 })
  await tab.context.addCookies([await instance.cookieOf(login)])
  await tab.visit(`${at}/edit`)
  return tab
}

const save = (page: Page) => page.locator('.form-foot button.primary').click()

async function change(fields: object): Promise<void> {
  const { version } = await api(at)
  await api(at, { version, ...fields })
}

interface Told {
  readonly version: number
  readonly items: readonly { readonly id: number }[]
}

async function api(path: string, body?: object): Promise<Told> {
  const response = await fetch(`${instance.origin}/api${path}`, {
    method: body ? 'PUT' : 'GET',
    headers: { authorization: `Bearer ${await instance.tokenOf('anna')}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Told
}
