import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { pdfText } from '../support/pdf-text.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Tab } from './browser.js'
import { sidewaysFaults } from './page-checks.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('an invoice that is issued from its editor', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it.each([
    { dress: 'a desk', script: true, width: 1440 },
    { dress: 'a phone without scripts', script: false, width: 390 },
  ])('is looked at in a tab of its own, issued and sent, on $dress', { timeout: 90_000 }, async ({ script, width }) => {
    const tab = await openTab(browser, instance.origin, { script, width })
    await tab.context.addCookies([await instance.cookieOf('cezary')])
    const { page } = tab
    await tab.visit(`/sales/documents/new?contractor=${await hotel()}`)
    await page.locator('[name="lines.0.name"]').fill('Wpisana przed chwilą')
    await page.locator('[name="lines.0.qty"]').fill('2')
    await page.locator('[name="lines.0.unitPrice"]').fill('50')

    expect(await printedIn(tab)).toMatch(/szkic – nie jest fakturą.*Wpisana przed chwilą/s)
    expect(await page.locator('[name="lines.0.name"]').inputValue()).toBe('Wpisana przed chwilą')

    await page.getByRole('button', { name: 'Wystaw fakturę' }).click()
    await page.getByRole('heading', { level: 1, name: /^FV\/\d+\/11\/2026$/ }).waitFor()
    expect(await sidewaysFaults(page)).toEqual([])
    const lines = page.locator('.table-scroll')
    expect(
      await lines.evaluate((one: { scrollWidth: number; clientWidth: number }) => one.scrollWidth - one.clientWidth),
    ).toBe(0)

    const at = new URL(page.url()).pathname
    await tab.visit(`${at}/mailings/new`)
    await page.getByLabel('Adres e-mail').fill('igor@hotel.example')
    await page.locator('form[data-form] button.primary').last().click()
    await page.waitForURL((url) => url.pathname === at)
    const panel = page.locator('#sales-handings')
    await panel.waitFor()
    await instance.host.drain()
    // Nobody touches the page; without a script it is loaded anew, until the worker that took the mail has sent it.
    const sent = async () => {
      if (!script) await tab.visit(at)
      return panel.innerText()
    }
    await expect.poll(sent, { timeout: 20_000, interval: 500 }).toContain('wysłano')
    await page.waitForTimeout(500)
    expect(await panel.getAttribute('hx-get')).toBeNull()
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })

  it('keeps its totals right while a term cannot be read, which is told at its field alone', async () => {
    const tab = await openTab(browser, instance.origin, { script: true, width: 1440 })
    await tab.context.addCookies([await instance.cookieOf('cezary')])
    const { page } = tab
    await tab.visit(`/sales/documents/new?contractor=${await hotel()}`)
    const term = page.locator('[name=paymentDays]')
    const said = page.locator('#f-paymentDays-fault')
    const wrong = async () => [await term.getAttribute('aria-invalid'), (await said.innerText()).trim()]
    await page.locator('[name="lines.0.name"]').fill('Termostat')
    await page.locator('[name="lines.0.unitPrice"]').fill('100')
    await page.locator('[name="lines.0.qty"]').fill('1')
    await term.fill('-30')
    await page.locator('[name="lines.0.qty"]').fill('7')
    await term.focus()
    await page.locator('#sales-sums').getByText('861,00').waitFor()
    await said.getByText('Wartość nie może być mniejsza niż 0.').waitFor()
    expect(await wrong()).toEqual(['true', 'Wartość nie może być mniejsza niż 0.'])

    await term.fill('abc')
    await page.locator('[name="lines.0.qty"]').focus()
    await said.getByText('To nie jest prawidłowa liczba.').waitFor()
    expect(await wrong()).toEqual(['true', 'To nie jest prawidłowa liczba.'])

    await term.fill('30')
    await page.locator('[name="lines.0.qty"]').fill('2')
    await term.focus()
    await page.locator('#sales-sums').getByText('246,00').waitFor()
    expect(await wrong()).toEqual([null, ''])
    expect(await page.locator('.toast').count()).toBe(0)
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })
})

async function hotel(): Promise<number> {
  const found = await instance.host.kernel
    .db('core_contractor')
    .where({ name: 'Hotel Imperial' })
    .first<{ id: number }>()
  return found.id
}

/** The text of the print that the preview's button sends for, as the server answers it. */
async function printedIn({ page, context }: Tab): Promise<string> {
  const answered = context.waitForEvent('response', (response) => response.url().includes('/sales/documents/preview'))
  const [preview] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Podgląd PDF' }).click(),
  ])
  const response = await answered
  expect([response.status(), await response.headerValue('content-type')]).toEqual([200, 'application/pdf'])
  const sent = response.request()
  await preview.close()
  const again = await context.request.post(response.url(), {
    data: sent.postData() ?? '',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  })
  return pdfText(await again.body())
}
