import axe from 'axe-core'
import { readFileSync } from 'node:fs'
import type { Page } from './browser.js'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const inPage = readFileSync(new URL('./in-page.js', import.meta.url), 'utf8')

/** Rules that the colours of a theme can break. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds on the page as it stands, one line a finding: `serious color-contrast: .tag (3) …`. `colours`: only what
 * another theme can change.
 */
export async function axeFaults(
  page: Page,
  { colours = false }: { readonly colours?: boolean } = {},
): Promise<string[]> {
  await page.evaluate(axe.source)
  await page.evaluate(inPage)
  const only = colours ? { type: 'rule', values: COLOURS } : { type: 'tag', values: STANDARDS }
  return page.evaluate<string[]>(`berberisChecks.axe(${JSON.stringify(only)})`)
}

/** One heading, a title, a language, no text left as a key. */
export async function frameFaults(page: Page): Promise<string[]> {
  await page.evaluate(inPage)
  const { h1, title, lang, keys } = await page.evaluate<{ h1: number; title: string; lang: string; keys: string[] }>(
    'berberisChecks.frame()',
  )

  return [
    ...(h1 === 1 ? [] : [`${h1} h1`]),
    ...(title.trim() ? [] : ['no title']),
    ...(lang ? [] : ['no language']),
    ...keys.map((key) => `a key instead of a text: ${key}`),
  ]
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
  /** Bytes of the script heap. */
  readonly heap: number
}

export async function weightOf(page: Page): Promise<Weight> {
  await page.evaluate(inPage)
  return page.evaluate<Weight>('berberisChecks.weight()')
}
