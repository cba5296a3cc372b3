import type { Page } from './browser.js'

/** Fills fields by name as a person would: types, chooses, ticks, or searches in a reference and takes the first offer. */
export async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await fillOne(page, name, value)
}

async function fillOne(page: Page, name: string, value: string): Promise<void> {
  const combo = page.locator(`bb-combo[name="${name}"]`)
  if ((await combo.count()) > 0) return choose(page, name, value)

  const control = page.locator(`[name="${name}"]:not([type=hidden])`)
  const kind = await control.first().evaluate((one) => `${one.tagName} ${one.getAttribute('type') ?? ''}`.toLowerCase())
  if (kind.startsWith('select')) await control.selectOption(value)
  else if (/radio|checkbox/.test(kind)) await page.locator(`label:has([name="${name}"][value="${value}"])`).click()
  else if (kind.includes('file')) await control.setInputFiles(value)
  else await control.fill(value)
}

/** Looks for `words` in a reference and takes the first that is offered. */
export async function choose(page: Page, name: string, words: string): Promise<void> {
  const combo = page.locator(`bb-combo[name="${name}"]`)
  await combo.locator('input').fill(words)
  await combo.locator('[role=option]').first().click()
}

/** Sends the form and waits for the page it leads to: one whose address fits, or the same one with what was refused. */
export async function submit(page: Page, to?: RegExp, name?: string): Promise<void> {
  const button =
    name === undefined ? page.locator('form[data-form] button.primary').last() : page.getByRole('button', { name })
  await button.click()
  if (to) await page.waitForURL(to)
}
