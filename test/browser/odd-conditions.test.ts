import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Dress, type Tab } from './browser.js'
import { choose, fill } from './fill.js'
import { sidewaysFaults } from './page-checks.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('under odd conditions', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it('lets somebody without scripts sign in, filter and page a list, note an event and issue an invoice', async () => {
    const tab = await openTab(browser, instance.origin, { script: false })
    const { page } = tab
    await tab.visit('/sign-in')
    await page.locator('#login').fill('cezary')
    await page.locator('#password').fill(instance.passwords.get('cezary') ?? '')
    await page.locator('form[data-sign-in] button.primary').click()
    await page.waitForURL(`${instance.origin}/`)

    await tab.visit('/contractors?city=Warszawa&limit=25')
    expect(await page.locator('[data-row]').count()).toBe(6)
    await page.locator('#list-q').fill('hotel')
    await page.locator('#list-q').press('Enter')
    await page.locator('[data-row] a', { hasText: 'Hotel Imperial' }).click()

    const contractor = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await tab.visit(`/events/new?contractor=${contractor}`)
    await page.locator('label:has([name=type][value=call])').click()
    await fillPlain(tab, { subject: 'Bez skryptów', from: '08:10', to: '08:20' })
    await page.locator('[name=done][type=checkbox]').check()
    await page.locator('form[data-form] button.primary').click()
    await page.waitForURL(/\/(events|contractors|cases)\/\d+$/)

    await tab.visit(`/sales/documents/new?contractor=${contractor}`)
    expect(await page.locator('.combo > :is(input, button):visible').count()).toBe(0)
    await fillPlain(tab, {
      'lines.0.productId.text': 'przegląd kotłowni',
      'lines.0.qty': '2',
      'lines.0.unitPrice': '50',
    })
    await page.getByRole('button', { name: 'Szukaj: Towar lub usługa' }).first().click()
    expect(await chosen(tab, 'lines.0.productId')).toContain('Przegląd kotłowni')
    await page.getByRole('button', { name: 'Zapisz szkic' }).click()
    await page.waitForURL(/\/sales\/documents\/\d+$/)
    if ((await page.locator('[formaction$="/issue"], [action$="/issue"] button').count()) === 0)
      await tab.visit(`${new URL(page.url()).pathname}/edit`)
    await page.locator('[formaction$="/issue"], [action$="/issue"] button').first().click()
    await page.getByRole('heading', { level: 1, name: /FV\/\d+\/11\/2026/ }).waitFor()
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })

  it.each([
    { dress: 'a desk', width: 1440 },
    { dress: 'a phone', width: 360 },
  ])('lets somebody without scripts place an order and draft an invoice from scratch, on $dress', async ({ width }) => {
    const tab = await signedIn('cezary', { script: false, width })
    const { page } = tab
    await tab.visit('/sales/orders/new')
    await fillPlain(tab, { 'contractorId.text': 'imper', note: 'rano' })
    await page.locator('[name="contractorId.text"]').press('Enter')
    expect(await chosen(tab, 'contractorId')).toBe('Hotel Imperial')
    await page.locator('#sales-buyer').getByText('Hotel Imperial').waitFor()

    await fillPlain(tab, { 'caseId.text': 'xyzzy', 'lines.0.productId.text': 'grzej', 'lines.0.qty': '2' })
    await page.locator('button[name="caseId.search"]').click()
    expect(plain(await page.locator('#f-caseId-found').innerText())).toContain('Nic nie pasuje do „xyzzy”')
    expect(await page.locator('[name="lines.0.qty"]').inputValue()).toBe('2')
    expect(await sidewaysFaults(page)).toEqual([])
    await page.locator('select[name="lines.0.productId"]').selectOption({ label: await offer(tab, 'aluminiowy') })
    await fillPlain(tab, { 'caseId.text': 'kocioł' })
    await page.locator('button[data-add-line]').click()
    expect(await chosen(tab, 'caseId')).toBe('Kocioł gazowy')
    await fillPlain(tab, { 'lines.1.productId.text': 'przegląd kotłowni', 'lines.1.qty': '1' })
    await page.locator('button[name="lines.1.productId.search"]').click()
    await page
      .locator('#sales-sums')
      .getByText(/1.722,00/)
      .first()
      .waitFor()
    expect(await page.locator('[name=note]').inputValue()).toBe('rano')
    await page.locator('button.primary').first().click()
    await page.waitForURL(/\/sales\/orders\/\d+$/)
    await page.locator('form[action$="/placement"] button').first().click()
    await page.getByRole('heading', { level: 1, name: /ZAM/ }).waitFor()

    await tab.visit('/sales/documents/new')
    await fillPlain(tab, { 'contractorId.text': 'imper', 'lines.0.productId.text': 'kotłowni', 'lines.0.qty': '1' })
    await page.getByRole('button', { name: 'Zapisz szkic' }).click()
    expect(await chosen(tab, 'contractorId')).toBe('Hotel Imperial')
    expect(await chosen(tab, 'lines.0.productId')).toContain('Przegląd kotłowni')
    await page.getByRole('button', { name: 'Zapisz szkic' }).click()
    await page.waitForURL(/\/sales\/documents\/\d+$/)
    expect(tab.takeFaults()).toEqual([])
    expect(instance.broken).toEqual([])
    await tab.context.close()
  })

  it('loses nothing that is typed into the line grid while the server takes 400 ms', async () => {
    const tab = await signedIn('cezary')
    await tab.visit('/sales/orders/new')
    await tab.page.route('**/calculation*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await choose(tab.page, 'lines.0.productId', 'aluminiowy')
    await fill(tab.page, { 'lines.0.qty': '3' })
    const price = tab.page.locator('[name="lines.0.unitPrice"]')
    await price.focus()
    await tab.page.keyboard.type('1234,56', { delay: 120 })
    await tab.page.keyboard.press('Enter')
    await tab.page
      .locator('#sales-sums')
      .getByText(/3.703,68/)
      .first()
      .waitFor()
    expect(await price.inputValue()).toBe('1234,56')
    expect(await tab.page.locator('[name="lines.0.qty"]').inputValue()).toBe('3')
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })

  it('takes what was typed in a picker by whoever goes on with Tab, before the offer is there and after', async () => {
    const tab = await signedIn('cezary')
    await tab.visit('/sales/orders/new')
    const combo = tab.page.locator('bb-combo[name=contractorId]')
    for (const wait of [0, 800]) {
      await combo.locator('input').focus()
      await tab.page.keyboard.press('Control+A')
      await tab.page.keyboard.press('Delete')
      await tab.page.keyboard.type('hotel')
      await tab.page.waitForTimeout(wait)
      await tab.page.keyboard.press('Tab')
      await tab.page.locator('bb-combo[name=contractorId]:not([value=""])').waitFor()
      expect(await combo.locator('input').inputValue()).toBe('Hotel Imperial')
      expect(await tab.page.locator('bb-combo[name=caseId] input').evaluate((one) => one.matches(':focus'))).toBe(true)
    }
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })

  it('begins in the first empty field of something new, and in none of what is changed', async () => {
    const tab = await signedIn('cezary')
    const focused = async (path: string) => {
      await tab.visit(path)
      return tab.page.evaluate('document.activeElement.id')
    }
    expect(await focused('/cases/new')).toBe('f-name')
    expect(await focused('/cases/1/edit')).toBe('')
    await tab.page.setViewportSize({ width: 320, height: 568 })
    expect(await focused('/events/new')).toBe('')
    expect(await tab.page.evaluate('scrollY')).toBe(0)
    await tab.context.close()
  })

  it('spoils only its own card when a fill breaks', async () => {
    const tab = await signedIn('adam')
    await tab.page.route('**/sales/panels/**', (route) =>
      route.fulfill({ status: 500, contentType: 'text/html', body: 'broken' }),
    )
    await tab.visit('/')
    const card = tab.page.locator('.fill', { has: tab.page.locator('button') })
    await tab.page.mouse.wheel(0, 2_000)
    await card.first().waitFor()
    expect(await tab.page.locator('#main .card').count()).toBeGreaterThan(3)
    await tab.context.close()
  })

  it.each([
    { status: 500, shown: '.toast' },
    { status: 403, shown: '.toast' },
    { status: 401, shown: 'dialog[open]' },
  ])('tells of a $status without taking the page away', async ({ status, shown }) => {
    const tab = await signedIn('adam')
    await tab.visit('/contractors')
    await tab.page.route('**/contractors?*', (route) =>
      route.fulfill({ status, contentType: 'text/html', body: '<div data-error><h1>x</h1></div>' }),
    )
    await tab.page.locator('#list-q').pressSequentially('hotel')
    await tab.page.locator(shown).first().waitFor()
    expect(await tab.page.locator('#list-table').count()).toBe(1)
    expect(await tab.page.locator('#list-q').inputValue()).toBe('hotel')
    await tab.context.close()
  })

  it('keeps focus and caret while a list is searched, and comes back by the browser’s own button', async () => {
    const tab = await signedIn('adam')
    await tab.visit('/contractors')
    await tab.page.keyboard.press('/')
    await tab.page.keyboard.type('hotel', { delay: 60 })
    await tab.page.waitForURL(/q=hotel/)
    expect(await tab.page.evaluate('document.activeElement.id')).toBe('list-q')
    await expect.poll(() => tab.page.locator('[data-row]').count(), { timeout: 10_000 }).toBe(1)
    await tab.page.goBack()
    await expect.poll(() => tab.page.locator('[data-row]').count(), { timeout: 10_000 }).toBeGreaterThan(5)
    await tab.page.keyboard.press('Control+k')
    await tab.page.keyboard.type('abc')
    await tab.page.keyboard.press('Escape')
    expect(await tab.page.locator('dialog[open]').count()).toBe(0)
    await tab.page.keyboard.press('Control+k')
    await tab.page.keyboard.type('imperial', { delay: 40 })
    await tab.page.locator('dialog[open] a', { hasText: 'Hotel Imperial' }).first().waitFor()
    await tab.page.keyboard.press('Enter')
    await tab.page.waitForURL(/\/contractors\/\d+$/)
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })
})

async function signedIn(login: string, dress: Dress = {}): Promise<Tab> {
  const tab = await openTab(browser, instance.origin, dress)
  await tab.context.addCookies([await instance.cookieOf(login)])
  return tab
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

/** What a reference without a script has chosen. */
const chosen = ({ page }: Tab, name: string): Promise<string> =>
  page.locator(`select[name="${name}"] option:checked`).innerText()

/** The first of what the first line is offered that is called so. */
const offer = ({ page }: Tab, words: string): Promise<string> =>
  page.locator('select[name="lines.0.productId"] option', { hasText: words }).first().innerText()

async function fillPlain({ page }: Tab, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values))
    await page.locator(`[name="${name}"]:not([type=hidden])`).fill(value)
}
