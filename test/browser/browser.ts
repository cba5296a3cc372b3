import { chromium as engine, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { chromium } from '../support/programs.js'

export type { Browser, BrowserContext, Page }

/** How a page is looked at. */
export interface Dress {
  readonly width?: number
  readonly height?: number
  readonly theme?: 'light' | 'dark'
  readonly locale?: 'pl' | 'en'
  /** False: no JavaScript at all. */
  readonly script?: boolean
  /** True: the service worker is let in; what is no matter of it is tried without, for it stands between page and test. */
  readonly worker?: boolean
}

/** A tab and all that went wrong in it. */
export interface Tab {
  readonly page: Page
  readonly context: BrowserContext
  readonly origin: string
  /** Console lines, uncaught errors, violations of the policy, requests to other hosts; emptied by `takeFaults`. */
  takeFaults(): string[]
  /** Goes to an address of the instance and waits until its scripts stand ready. */
  visit(path: string): Promise<void>
}

const flags = `--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
  --disable-sync --disable-dev-shm-usage --lang=pl-PL`.split(/\s+/)

/** The one browser of a test file. */
export async function openBrowser(): Promise<Browser> {
  return engine.launch({
    executablePath: chromium ?? '',
    headless: true,
    args: flags,
    env: { ...process.env, LANGUAGE: 'pl' },
  })
}

/** A tab in a context of its own, so that tests share no cookie. */
export async function openTab(
  browser: Browser,
  origin: string,
  { width = 1440, height = 900, theme = 'light', locale = 'pl', script = true, worker = false }: Dress = {},
): Promise<Tab> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: locale === 'pl' ? 'pl-PL' : 'en-GB',
    timezoneId: 'Europe/Warsaw',
    javaScriptEnabled: script,
    serviceWorkers: worker ? 'allow' : 'block',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  watch(page, origin, (fault) => faults.push(fault))

  return {
    page,
    context,
    origin,
    takeFaults: () => faults.splice(0),
    async visit(path) {
      await page.goto(path)
      if (script) await page.locator('html[data-ready]').waitFor({ state: 'attached' })
    },
  }
}

/** Lines about what the test asked for itself, a request that is refused or a worker kept out, are no fault of the page. */
const EXPECTED =
  /^(Failed to load resource: the server responded with a status of (401|403|404|409|413|422|429|503)|Service Worker registration blocked)/

function watch(page: Page, origin: string, fault: (text: string) => void): void {
  page.on('console', (line) => {
    // What is verbose is a hint for authors that nobody sees unless he asks for it.
    if (line.type() !== 'debug' && !line.text().startsWith('[DOM]') && !EXPECTED.test(line.text()))
      fault(`console ${line.type()}: ${line.text()} (${page.url()})`)
  })
  page.on('pageerror', (error) => fault(`error: ${error.message} (${page.url()})`))
  page.on('request', (request) => {
    const at = request.url()
    if (!at.startsWith(`${origin}/`) && !at.startsWith('data:') && !at.startsWith('blob:')) fault(`another host: ${at}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500 && response.status() !== 503)
      fault(`${response.status()}: ${response.request().method()} ${response.url()}`)
  })
}
