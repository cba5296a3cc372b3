import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInstance, type Instance } from '../support/instance.js'
import { chromium, ci } from '../support/programs.js'
import { openBrowser, openTab, type Browser } from './browser.js'

let instance: Instance
let browser: Browser

describe.skipIf(!chromium && !ci)('inventory 70: the tree of projects under a keyboard', () => {
  beforeAll(async () => {
    instance = await startInstance()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser?.close()
    await instance?.stop()
  })

  it('opens, closes and walks its branches, finds by letter, and opens the page of an event', async () => {
    const tab = await openTab(browser, instance.origin)
    await tab.context.addCookies([await instance.cookieOf('adam')])
    await tab.visit('/projects/tree')
    const { page } = tab
    const here = () =>
      page.evaluate<readonly [string, string | null, number]>(`(() => {
        const at = document.activeElement
        let depth = 0
        for (let up = at.parentElement.closest('[role=treeitem]'); up; up = up.parentElement.closest('[role=treeitem]')) depth += 1
        return [at.getAttribute('aria-label'), at.getAttribute('aria-expanded'), depth]
      })()`)
    const press = async (key: string) => {
      await page.keyboard.press(key)
      return here()
    }
    const tree = page.getByRole('tree')
    await tree.locator('[tabindex="0"]').focus()
    const [first] = await here()
    const [second] = await press('ArrowDown')
    expect(second).not.toBe(first)
    expect((await press('ArrowUp'))[0]).toBe(first)
    const [last] = await press('End')
    expect((await press('Home'))[0]).toBe(first)
    expect((await press((last ?? '').slice(0, 1).toLowerCase()))[0]?.slice(0, 1)).toBe((last ?? '').slice(0, 1))

    await press('Home')
    for (let depth = 1; depth <= 3; depth += 1) {
      await press('ArrowRight')
      await expect.poll(here, { timeout: 5_000 }).toEqual([expect.any(String), 'true', depth - 1])
      // The branch comes from the server; the arrow goes into it as soon as it is there.
      await expect.poll(async () => (await press('ArrowRight'))[2], { timeout: 5_000 }).toBe(depth)
    }
    const [opened] = await here()
    expect((await press('ArrowLeft'))[2]).toBe(2)
    expect((await press('ArrowLeft'))[1]).toBe('false')
    await press('ArrowRight')
    expect((await press('ArrowRight'))[0]).toBe(opened)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/events\/\d+/)
    expect(tab.takeFaults()).toEqual([])
    await tab.context.close()
  }, 60_000)
})
