import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser } from './browser.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('a wrong value in the filters of a list', () => {
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
    {
      locale: 'pl',
      script: true,
      amount: 'To nie jest kwota',
      day: 'Nie ma takiego dnia',
      left: /Pominięto filtr: .*12,345/,
    },
    { locale: 'en', script: false, amount: 'Not an amount', day: 'There is no such day', left: /left out: .*12,345/ },
  ] as const)(
    'is told of in $locale at its field, the other filter is in force (script: $script)',
    async ({ locale, script, amount, day, left }) => {
      await instance.host.kernel.db('core_operator').where({ login: 'adam' }).update({ locale })
      const tab = await openTab(browser, instance.origin, { locale, script })
      await tab.context.addCookies([await instance.cookieOf('adam')])
      const { page } = tab
      // A control of days holds none that does not exist: such a one comes by an address, and is then a text to mend.
      await tab.visit('/sales/documents?issuedOn.ge=2027-02-31')
      const notices = page.locator('[data-fault]')
      expect(await notices.count()).toBe(1)
      const rows = await page.locator('[data-row]').count()
      expect(rows).toBeGreaterThan(3)

      await page.locator('[data-filter]').click()
      const from = page.locator('[id="filter-issuedOn.ge"]')
      expect(await from.inputValue()).toBe('2027-02-31')
      for (const name of ['grossMinor', 'number'])
        if (!(await page.locator(`[name^="${name}."]`).first().isVisible()))
          await page
            .locator('details.filter', { has: page.locator(`[name^="${name}."]`) })
            .locator('summary')
            .click()
      await page.locator('[name="number.has"]').fill('FV/1/')
      await page.locator('[name="grossMinor.ge"]').fill('12,345')
      await page.locator('[name="grossMinor.ge"]').press('Enter')

      await expect.poll(() => notices.count()).toBe(2)
      expect(await notices.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(left)]))
      await expect.poll(() => page.locator('[data-row]').count()).toBeLessThan(rows)
      expect(await page.locator('[data-row] .row-title').allInnerTexts()).toEqual(
        expect.arrayContaining([expect.stringContaining('FV/1/')]),
      )
      for (const [name, typed, words] of [
        ['grossMinor.ge', '12,345', amount],
        ['issuedOn.ge', '2027-02-31', day],
      ] as const) {
        const field = page.locator(`[id="filter-${name}"]`)
        expect(await field.inputValue()).toBe(typed)
        expect(await field.getAttribute('aria-invalid')).toBe('true')
        expect(await page.locator(`[id="filter-${name}-error"]`).textContent()).toContain(words)
      }
      expect(await page.locator('.toast').count()).toBe(0)

      if (!script) await page.locator('[data-filter]').click()
      expect(await from.isVisible()).toBe(true)
      await from.fill('2026-01-01')
      await page.locator('[name="grossMinor.ge"]').fill('12,34')
      await page.locator('[name="grossMinor.ge"]').press('Enter')
      await expect.poll(() => notices.count()).toBe(0)
      expect(await from.getAttribute('type')).toBe('date')
      expect(await from.inputValue()).toBe('2026-01-01')
      expect(tab.takeFaults()).toEqual([])
      await tab.context.close()
    },
  )

  it('leaves the panel of filters where the hand is, however often one is ticked', async () => {
    await instance.host.kernel.db('core_operator').where({ login: 'adam' }).update({ locale: 'pl' })
    const tab = await openTab(browser, instance.origin, { locale: 'pl', script: true })
    await tab.context.addCookies([await instance.cookieOf('adam')])
    await tab.visit('/contractors')
    await tab.page.locator('[data-filter]').click()
    const panel = tab.page.locator('#list-filters')
    const place = async () => (await panel.boundingBox())?.x
    const before = await place()
    await panel.locator('summary').filter({ hasText: 'Branża' }).click()
    await panel.locator('label.check').filter({ hasText: 'Hotelarstwo' }).click()
    await tab.page.waitForURL(/branza=hotelarstwo/)
    await expect.poll(place).toBe(before)
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })
})
