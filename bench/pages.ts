import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as engine, type BrowserContext } from 'playwright-core'
import { chromium } from '../test/support/programs.js'
import { call } from './client.js'
import { PEOPLE, peopleAtOnce } from './people-at-once.js'
import { sizes } from './seed/seed.js'
import { startChild } from './servers/child.js'
import type { Keys } from './servers/prepare.js'
import { table, verdict } from './table.js'
import { newPlace } from './twin.js'

/**
 * `npm run bench -- --pages`: the pages of people beside the budgets of their kinds, on SQLite with 10 000 contractors.
 * Two sums for each: the answer of the server, median and 95th percentile of 100 requests; and how long somebody who comes
 * for the first time waits until the page can be used, in a browser whose processor is four times slower, at 10 Mbit/s and
 * 20 ms of way, the median of five. Figures of a machine to be read by people: nothing fails here.
 */
const REQUESTS = 100
const VISITS = 5
/** As an instance names its session over plain http. */
const COOKIE = 'berberis'
const SLOWER = 4
const LINE = { offline: false, latency: 20, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }

const pages = [
  { kind: 'home', path: '/', served: 250, usable: 1500 },
  { kind: 'list, 50 rows', path: '/contractors?limit=50', served: 300, usable: 1500 },
  { kind: 'list, 200 rows', path: '/contractors?limit=200', served: 400, usable: 2500 },
  { kind: 'perspective', path: '/contractors/17', served: 200, usable: 1500 },
  { kind: 'form', path: '/events/new?contractor=17', served: 150, usable: 1500 },
  { kind: 'document editor', path: '/sales/orders/new?contractor=17', served: 200, usable: 1500 },
  { kind: 'palette answer', path: '/palette?q=kowal', served: 120, usable: null },
] as const

/** Runs in the page before its own scripts; `data-ready` is set when the last of them stands. */
const WATCH = `new MutationObserver(() => {
  if (document.documentElement?.hasAttribute('data-ready')) window.readyAfter ??= performance.now()
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] })`

const folder = mkdtempSync(join(tmpdir(), 'berberis-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const size = sizes[1] ?? { contractors: 10_000, cases: 3, events: 10 }
const place = await newPlace(null, folder)
const config = {
  database: place.url,
  dataFolder: join(folder, 'data'),
  publicAddress: 'http://127.0.0.1',
  logLevel: 'warn' as const,
}
const prepare = await startChild('prepare', { config })
const keys = await prepare.ask<Keys>('seed', { size })
await prepare.stop()
const platform = await startChild('platform', { config })
const origin = await platform.ask<string>('address')

const rows: string[][] = []
for (const { kind, path, served, usable } of pages) {
  const times = await serverTimes(path)
  const cold = usable === null || !chromium ? null : await coldVisits(path)
  rows.push([kind, whole(at(times, 0.5)), ...beside(at(times, 0.95), served), ...beside(cold, usable)])
}
const lists = await peopleAtOnce(origin, keys, size)
const megabytes = (await platform.ask<number>('memory')) / 1_048_576
await platform.stop()

console.log(`\nPages with ${size.contractors} contractors on SQLite, milliseconds\n`)
console.log(table(['', 'served, median', '95 %', 'budget', 'usable, cold and slowed', 'budget'], rows))
const [middle, late] = [at(lists, 0.5), beside(at(lists, 0.95), 300)]
console.log(
  `\n${PEOPLE} people at work at once, a click a second each: the list in ${whole(middle)} ms, 95 % in ${late.join(' ')}`,
)
console.log(`${whole(megabytes)} MB of memory, ${beside(megabytes, 2048)[1]}`)
if (!chromium) console.log('\nChromium was not found: how soon a page can be used is left out')

/** Milliseconds of each answer, in order of length. The first ones, which warm the server, are not counted. */
async function serverTimes(path: string): Promise<readonly number[]> {
  const headers = { cookie: `${COOKIE}=${keys.session}`, 'accept-encoding': 'br' }
  for (let n = 0; n < 10; n += 1) await call(origin, { method: 'GET', path, headers })
  const times: number[] = []
  for (let n = 0; n < REQUESTS; n += 1) times.push((await call(origin, { method: 'GET', path, headers })).took)
  return times.sort((a, b) => a - b)
}

/** Milliseconds from the first request until the page's scripts stand ready, in a new profile each time; the median. */
async function coldVisits(path: string): Promise<number> {
  const browser = await engine.launch({ executablePath: chromium ?? '', args: ['--disable-gpu', '--no-first-run'] })
  const times: number[] = []
  try {
    for (let n = 0; n < VISITS; n += 1) times.push(await coldVisit(await browser.newContext(), path))
  } finally {
    await browser.close()
  }
  return at(
    times.sort((a, b) => a - b),
    0.5,
  )
}

async function coldVisit(context: BrowserContext, path: string): Promise<number> {
  await context.addCookies([{ name: COOKIE, value: keys.session, url: origin }])
  await context.addInitScript(WATCH)
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  await protocol.send('Network.enable')
  await protocol.send('Network.emulateNetworkConditions', LINE)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.goto(origin + path, { timeout: 120_000 })
  await page.waitForFunction('window.readyAfter')
  const took = await page.evaluate<number>('window.readyAfter')
  await context.close()
  return took
}

/** A figure, its budget and whether it is kept; nothing where nothing was measured. */
function beside(value: number | null, atMost: number | null): readonly [string, string] {
  return value === null || atMost === null ? ['', ''] : [whole(value), verdict(Math.round(value), { atMost })]
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function whole(value: number): string {
  return String(Math.round(value))
}
