import axe from 'axe-core'
import { readFileSync } from 'node:fs'
import type { Page } from './browser.js'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const inPage = readFileSync(new URL('./in-page.js', import.meta.url), 'utf8')

/** What axe finds on the page as it stands, one line a finding: `serious color-contrast: .tag (3) …`. */
export async function axeFaults(page: Page): Promise<string[]> {
  // Half a megabyte, once for all dresses of a page.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  await page.evaluate(inPage)
  return page.evaluate<string[]>(`berberisChecks.axe(${JSON.stringify({ type: 'tag', values: STANDARDS })})`)
}

/** One heading, a title, a language, a crumb that says where one is, no text left as a key. */
export async function frameFaults(page: Page): Promise<string[]> {
  await page.evaluate(inPage)
  const { h1, title, lang, crumb, keys } = await page.evaluate<Frame>('berberisChecks.frame()')

  return [
    ...(h1 === 1 ? [] : [`${h1} h1`]),
    ...(title.trim() ? [] : ['no title']),
    ...(lang ? [] : ['no language']),
    ...(crumb === '' ? ['no crumb for the page itself'] : []),
    ...keys.map((key) => `a key instead of a text: ${key}`),
  ]
}

interface Frame {
  readonly h1: number
  readonly title: string
  readonly lang: string
  /** Null where there is no bar with crumbs, before sign-in. */
  readonly crumb: string | null
  readonly keys: readonly string[]
}

/** What sticks out sideways at the present width, as a list of one or none. */
export async function sidewaysFaults(page: Page): Promise<string[]> {
  await page.evaluate(inPage)
  const fault = await page.evaluate<string | null>('berberisChecks.sideways()')
  return fault === null ? [] : [fault]
}

export interface Weight {
  readonly elements: number
  /** Cumulative layout shift. */
  readonly shift: number
}

/** How heavy the page lies as it stands. */
export async function weightOf(page: Page): Promise<Weight> {
  await page.evaluate(inPage)
  return page.evaluate<Weight>('berberisChecks.weight()')
}
