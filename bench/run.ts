import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { layers } from './layers.js'
import { mails } from './mails.js'
import { measure, type Measured, type Sides } from './measure.js'
import { creating, issuing, readings } from './scenarios.js'
import { sizes, type Size } from './seed/seed.js'
import { startChild } from './servers/child.js'
import type { Keys } from './servers/prepare.js'
import { startUp } from './start-up.js'
import { ms, table, verdict } from './table.js'
import { newPlace, twinOf, type Place } from './twin.js'

/**
 * `npm run bench`: how fast the platform is beside a bare fastify route with the same statements and JSON. `--quick`: the
 * two small sizes and fewer rounds; `--strict`: exit code 1 when a limit of the project is missed; `--sqlite`,
 * `--mariadb`: one database only; `--sizes=1000,100000`: these sizes only.
 */
const asked = new Set(process.argv.slice(2))
const quick = asked.has('--quick')
const perRound = quick ? 25 : 60
const writes = quick ? 64 : 200
const only = process.argv
  .find((word) => word.startsWith('--sizes='))
  ?.slice('--sizes='.length)
  .split(',')
  .map(Number)
const chosen = only ? sizes.filter(({ contractors }) => only.includes(contractors)) : quick ? sizes.slice(0, 2) : sizes
const server = process.env['BERBERIS_TEST_MYSQL'] || null
const folder = mkdtempSync(join(tmpdir(), 'berberis-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const verdicts: string[] = []

if (!asked.has('--mariadb')) await onDatabase('SQLite', null)
if (asked.has('--sqlite')) console.log('')
else if (server) await onDatabase('MariaDB', server)
else console.log('\nMariaDB was not found: it is left out')

const missed = verdicts.filter((text) => text.endsWith('MISS'))
console.log(`\n${verdicts.length} limits, ${missed.length} missed`)
process.exitCode = missed.length > 0 && asked.has('--strict') ? 1 : 0

async function onDatabase(name: string, on: string | null): Promise<void> {
  const found = new Map<number, readonly Measured[]>()
  for (const size of chosen) {
    const started = performance.now()
    const { place, config, keys } = await prepared(on, size)
    const seconds = Math.round((performance.now() - started) / 1000)
    const each = `${size.cases} cases and ${size.events} events each`
    console.log(`\n${name}, ${size.contractors} contractors, ${each} (seeded in ${seconds} s)\n`)
    found.set(size.contractors, await atSize(size, { on, place, config, keys }))
    if (size === chosen.at(-1)) console.log(`\n${await startUp(config)}`)
    if (size === chosen[0]) console.log(`\n${await layers(config, keys, size)}`)
    await place.drop()
  }
  console.log(`\n${growth(name, found)}`)
  console.log(`\n${await mails(await newPlace(on, folder), folder, { count: quick ? 300 : 1000, judge })}`)
}

async function prepared(on: string | null, size: Size) {
  const place = await newPlace(on, folder)
  const config = {
    database: place.url,
    dataFolder: join(folder, 'data'),
    publicAddress: 'http://127.0.0.1',
    logLevel: 'warn' as const,
  }
  const child = await startChild('prepare', { config })
  const keys = await child.ask<Keys>('seed', { size })
  await child.stop()
  return { place, config, keys }
}

interface Seeded {
  readonly on: string | null
  readonly place: Place
  readonly config: { readonly database: string; readonly dataFolder: string }
  readonly keys: Keys
}

async function atSize(size: Size, { on, place, config, keys }: Seeded): Promise<readonly Measured[]> {
  const platform = await startChild('platform', { config })
  const ours = await platform.ask<string>('address')
  // The drafts are made first, so that the bare side has them too.
  const scenarios = [await issuing(ours, keys, writes), ...readings(size, keys), creating(size, keys, writes)]
  const twin = await twinOf(place, on, folder)
  const bare = await startChild('bare', { database: twin.url })
  const sides: Sides = { platform, bare, ours, theirs: await bare.ask('address') }

  const results: Measured[] = []
  for (const scenario of scenarios) results.push(await measure(sides, scenario, perRound))
  await Promise.all([platform.stop(), bare.stop()])
  await twin.drop()
  console.log(table(['', 'ours', 'bare', 'ratio', 'statements', 'bytes', 'wanted'], results.map(row)))
  return results
}

function row({ name, ours, bare, ratio, statements, bytes, atLeast }: Measured): string[] {
  const wanted = atLeast === undefined ? '' : judge(name, ratio, { atLeast })
  return [name, ms(ours), ms(bare), `${ratio.toFixed(2)} ×`, String(statements), String(bytes), wanted]
}

/** A list and a perspective may take twice as long over a hundred times the data. */
function growth(name: string, found: ReadonlyMap<number, readonly Measured[]>): string {
  const [small, large] = [Math.min(...found.keys()), Math.max(...found.keys())]
  const rows = (found.get(small) ?? []).flatMap(({ name: what, ours }, at) => {
    const then = found.get(large)?.[at]?.ours ?? 0
    const bounded = /^(list|perspective)/.test(what)
    return [
      [
        what,
        ms(ours),
        ms(then),
        `${(then / ours).toFixed(2)} ×`,
        bounded ? judge(what, then / ours, { atMost: 2 }) : '',
      ],
    ]
  })
  return table([`${name}, growth`, `${small}`, `${large}`, 'times', 'wanted'], rows)
}

function judge(_what: string, value: number, limit: { readonly atLeast?: number; readonly atMost?: number }): string {
  const text = verdict(value, limit)
  verdicts.push(text)
  return text
}
