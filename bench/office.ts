import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { call, median, type Call } from './client.js'
import { callers } from './scenarios.js'
import { offices, type Size } from './seed/seed.js'
import { startChild, type Child } from './servers/child.js'
import type { Keys } from './servers/prepare.js'
import type { Statement } from './servers/statements.js'
import { ms, table, verdict } from './table.js'
import { newPlace, type Place } from './twin.js'
import { walkToEnd } from './walk-to-end.js'

/**
 * `npm run bench -- --office`: the first page of every list, a record, the worklist, the calendar's week and searches at
 * 1 000 contractors and at 100 000 (300 000 cases, 1 000 000 events, 500 types), each at most 12 queries and three times
 * as long; a list of a million rows to its end; a rare fragment beside LIKE. Both offices are open at once and asked in
 * turn, so that a noisy moment of the machine hits both. `--sqlite`, `--mariadb`: one database only; `--tenth`: a tenth of
 * the large one, to try the bench itself.
 */
const asked = new Set(process.argv.slice(2))
const ROUNDS = 15
const MOST_QUERIES = 12
const MOST_TIMES = 3
const server = process.env['BERBERIS_TEST_MYSQL'] || null
const folder = mkdtempSync(join(tmpdir(), 'berberis-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const large = { ...offices.large, contractors: offices.large.contractors / (asked.has('--tenth') ? 10 : 1) }
const verdicts: string[] = []

if (!asked.has('--mariadb')) await onDatabase('SQLite', null)
if (server && !asked.has('--sqlite')) await onDatabase('MariaDB', server)
const missed = verdicts.filter((text) => text.endsWith('MISS'))
console.log(`\n${verdicts.length} limits, ${missed.length} missed`)
process.exitCode = missed.length > 0 && asked.has('--strict') ? 1 : 0

interface Office {
  readonly place: Place
  readonly keys: Keys
  readonly platform: Child
  readonly origin: string
}

async function onDatabase(name: string, on: string | null): Promise<void> {
  const small = await opened(on, 'small', offices.small)
  const big = await opened(on, 'large', large)
  const rows: string[][] = []
  for (const path of await addresses(small, big)) rows.push(await beside(path, small, big))
  console.log(`\n${table([`${name}: page`, '1 000', `${large.contractors}`, 'times', '', 'queries', ''], rows)}`)

  const walked = await walkToEnd(big.origin, callers(big.keys).api, '/events?sort=subject&limit=200')
  console.log(`\n${name}: ${walked.rows} rows in ${walked.pages} pages, a page at the beginning ${ms(walked.first)}`)
  console.log(`in the slowest twentieth ${ms(walked.slowest)}: ${judged(walked.slowest / walked.first, { atMost: 2 })}`)
  console.log(`\n${await fragment(name, big)}`)
  for (const { platform, place } of [small, big]) {
    await platform.stop()
    await place.drop()
  }
}

async function opened(on: string | null, name: string, size: Size): Promise<Office> {
  const started = performance.now()
  const place = await newPlace(on, folder)
  const dataFolder = join(folder, `${on === null ? 'sqlite' : 'mariadb'}-${name}`)
  mkdirSync(dataFolder)
  const config = { database: place.url, dataFolder, publicAddress: 'http://127.0.0.1', logLevel: 'warn' as const }
  const child = await startChild('prepare', { config })
  const keys = await child.ask<Keys>('seed', { size })
  await child.stop()
  const platform = await startChild('platform', { config })
  console.log(`${name} office seeded in ${Math.round((performance.now() - started) / 1000)} s`)
  return { place, keys, platform, origin: await platform.ask<string>('address') }
}

/** Pages that are there: lists of plugins that are not in the bench answer no page of their own. */
async function addresses(small: Office, big: Office): Promise<readonly string[]> {
  const lists = await small.platform.ask<readonly string[]>('lists')
  const more = ['/contractors/17', '/cases/17', '/events/17', '/', '/worklist', '/calendar', '/api/search?q=imper']
  const projects = ['/projects/1', '/projects/unassigned-companies', '/projects/tree'].concat(
    ['project:1', 'project:unassigned-companies'].map((node) => `/projects/tree?under=${node}`),
  )
  const narrowed = [
    '/contractors?q=granit',
    '/contractors?sort=attr.cecha-500&attr.cecha-500.gt=500',
    '/palette?q=kowal',
  ]
  const found: string[] = []
  for (const path of [...new Set([...lists, ...more, ...projects, ...narrowed])])
    if ((await there(small, path)) && (await there(big, path))) found.push(path)
    else console.log(`left out: ${path}`)
  return found
}

async function there({ origin, keys }: Office, path: string): Promise<boolean> {
  return call(origin, askedBy(keys, path)).then(
    () => true,
    () => false,
  )
}

function askedBy(keys: Keys, path: string): Call {
  return path.startsWith('/api/') ? callers(keys).api(path.slice('/api'.length)) : callers(keys).page(path)
}

async function beside(path: string, small: Office, big: Office): Promise<string[]> {
  const calls = [small, big].map(({ origin, keys }) => ({ origin, one: askedBy(keys, path) }))
  const queries: number[] = []
  for (const [at, { origin, one }] of calls.entries()) {
    await call(origin, one)
    queries.push(await queriesOf([small, big][at]!, one))
  }
  const times: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, { origin, one }] of calls.entries()) times[at as 0 | 1].push((await call(origin, one)).took)
  const [little, much] = times.map(median) as [number, number]
  const most = Math.max(...queries)
  return [
    path,
    ms(little),
    ms(much),
    `${(much / little).toFixed(2)} ×`,
    judged(much / little, { atMost: MOST_TIMES }),
    String(most),
    judged(most, { atMost: MOST_QUERIES }),
  ]
}

/** What is asked of the data; the frame of a transaction is no question. */
async function queriesOf({ origin, platform }: Office, one: Call): Promise<number> {
  await platform.ask('take')
  await call(origin, one)
  const statements = await platform.ask<Statement[]>('take')
  return statements.filter(({ sql }) => !/^\s*(begin|commit|rollback|start|set|savepoint|release)/i.test(sql)).length
}

async function fragment(name: string, { origin, keys, platform }: Office): Promise<string> {
  // The number of one contractor: nobody else has it.
  const rare = '600054321'
  const ours: number[] = []
  for (let n = 0; n < ROUNDS; n += 1)
    ours.push((await call(origin, callers(keys).api(`/search?q=${rare.slice(2)}`))).took)
  const like = await platform.ask<number[]>('like', { fragment: rare.slice(2), times: 5 })
  const times = median(like) / median(ours)
  return `${name}: a rare fragment ${ms(median(ours))}, by LIKE ${ms(median(like))}: ${times.toFixed(0)} × ${judged(times, { atLeast: 10 })}`
}

function judged(value: number, limit: { readonly atLeast?: number; readonly atMost?: number }): string {
  const text = verdict(Number(value.toFixed(2)), limit)
  verdicts.push(text)
  return text
}
