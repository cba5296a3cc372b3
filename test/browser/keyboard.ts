import type { Tab } from './browser.js'

/** Somebody who has nothing but a keyboard. */
export interface Hands {
  /** Goes to what is called so, by Tab or another key, and presses Enter on it. */
  choose(name: RegExp, by?: string): Promise<void>
  /** Goes to a field by its label and types into it. */
  type(label: RegExp, words: string): Promise<void>
  /** Types into a reference and takes the first that is offered. */
  pick(label: RegExp, words: string): Promise<void>
  press(key: string): Promise<void>
  /** How often something was chosen: what a mouse would have clicked. */
  readonly chosen: number
}

/** Stops of Tab after which somebody has given up. */
const PATIENCE = 140

/** What stands under the keyboard: its label, or what it shows. */
const HERE = `(() => {
  const at = document.activeElement
  if (!at || at === document.body) return ''
  const said = at.getAttribute('aria-label') ?? at.labels?.[0]?.innerText ?? at.innerText ?? ''
  return (said.trim() || at.title || at.value || '').replace(/\\s+/g, ' ')
})()`

export function handsOf({ page }: Tab): Hands {
  const hands = { chosen: 0 }
  const reach = async (name: RegExp, by = 'Tab') => {
    const stops: string[] = []
    for (let n = 0; n < PATIENCE; n += 1) {
      const here = await page.evaluate<string>(HERE)
      if (name.test(here)) return
      stops.push(here.slice(0, 30))
      await page.keyboard.press(by)
    }
    throw new Error(`no ${String(name)} for the keyboard on ${page.url()}: ${[...new Set(stops)].join(' · ')}`)
  }

  return {
    get chosen() {
      return hands.chosen
    },
    async choose(name, by) {
      await reach(name, by)
      hands.chosen += 1
      await page.keyboard.press('Enter')
      await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    },
    async type(label, words) {
      await reach(label)
      await page.keyboard.type(words)
    },
    async pick(label, words) {
      await reach(label)
      await page.keyboard.type(words)
      await page.locator('[role=option]:visible').first().waitFor()
      await page.keyboard.press('Enter')
    },
    press: (key) => page.keyboard.press(key),
  }
}
