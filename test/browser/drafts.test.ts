import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser, type Page } from './browser.js'
import { axeFaults, sidewaysFaults } from './page-checks.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('what is typed into a form and not saved', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    expect(instance.broken).toEqual([])
    await browser?.close()
    await instance?.stop()
  })

  it('is there when the tab was closed and the form is opened again; discarding and saving end it', async () => {
    const tab = await openTab(browser, instance.origin)
    await tab.context.addCookies([await instance.cookieOf('anna')])
    await tab.visit('/events/new')
    await subject(tab.page).pressSequentially('Rozmowa o kotle')
    await kept(tab.page).waitFor()

    const other = await tab.context.newPage()
    await tab.page.close({ runBeforeUnload: true })
    await other.goto(`${instance.origin}/events/new`)
    expect(await subject(other).inputValue()).toBe('Rozmowa o kotle')
    expect([...(await axeFaults(other)), ...(await sidewaysFaults(other))]).toEqual([])

    // Faster than the two seconds: it is kept on the way, and nobody is asked.
    await other.locator('html[data-ready]').waitFor({ state: 'attached' })
    await subject(other).fill('Rozmowa o piecu')
    await other.locator('a.nav-link[href="/events"]').click()
    await other.waitForURL(/\/events$/)
    await other.goto(`${instance.origin}/events/new`)
    expect(await subject(other).inputValue()).toBe('Rozmowa o piecu')

    await other.locator('html[data-ready]').waitFor({ state: 'attached' })
    await other.getByRole('button', { name: 'Odrzuć' }).click()
    await other.getByRole('dialog').getByRole('button', { name: 'Odrzuć' }).click()
    await other.locator('.draft-bar').waitFor({ state: 'detached' })
    expect(await subject(other).inputValue()).toBe('')
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  })

  it('ends with the save, and never asks after it', async () => {
    const { page, context, visit, takeFaults } = await openTab(browser, instance.origin)
    await context.addCookies([await instance.cookieOf('anna')])
    await visit('/cases/new?contractor=1')
    page.on('dialog', (dialog) => expect.unreachable(dialog.type()))
    await page.locator('[name=name]').fill('Sprawa z wersji roboczej')
    await kept(page).waitFor()
    await page.locator('.form-foot button.primary').click()
    await page.waitForURL(/\/cases\/\d+$/)
    await visit('/cases/new?contractor=1')
    expect(await page.locator('[name=name]').inputValue()).toBe('')
    expect(await page.locator('.draft-bar').count()).toBe(0)
    expect(takeFaults()).toEqual([])
    await context.close()
  })
})

const subject = (page: Page) => page.locator('[name=subject]')
const kept = (page: Page) => page.locator('bb-core-draft', { hasText: /Wersja robocza \d\d:\d\d/ })
