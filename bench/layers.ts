import { setTimeout as sleep } from 'node:timers/promises'
import { call, type Call } from './client.js'
import { creating, readings } from './scenarios.js'
import type { Size } from './seed/seed.js'
import { startChild } from './servers/child.js'
import type { Keys } from './servers/prepare.js'
import type { Shares } from './servers/profile.js'
import { table } from './table.js'

/** Parts by where their code stands; the first that fits. */
const LAYERS: readonly (readonly [string, RegExp])[] = [
  ['driver and database', /^(driver|better-sqlite3|mysql2)/],
  ['knex', /^(knex|tarn|lodash)/],
  ['objection', /^(objection|db-errors|ajv)/],
  ['session and token', /^core\/operators\//],
  ['policy (seen)', /^core\/entity\/(policy|seen)/],
  ['audit', /^core\/entity\/audit/],
  ['search rows', /^core\/(search|text)\//],
  ['attributes', /^core\/attributes\//],
  ['lists', /^core\/lists\//],
  ['entity: judge, write, present', /^core\/(entity|identifiers|contractors)\//],
  ['edge, validation, reply', /^core\/(http|host|plugin|later|files)\//],
  ['days and figures', /^(temporal-polyfill|core\/(time|money)\/)/],
  ['the nouns and the plugin', /^(core\/(cases|home|settings|numbering)|plugin-sales)/],
  ['templates', /^(handlebars|core\/ui\/)/],
  ['fastify and its plugins', /^(fastify|@fastify|find-my-way|ajv|fast-|light-my|avvio|pino|helmet|@sinclair)/],
  ['node: http, streams, compression', /^(node|engine)$/],
  ['garbage collector', /^garbage/],
]

/** Where the processor's time of a request goes, by sampling, for a list, a record, a page and a new contractor. */
export async function layers(config: object, keys: Keys, size: Size): Promise<string> {
  const platform = await startChild('platform', { config })
  const origin = await platform.ask<string>('address')
  const reading = new Map(readings(size, keys).map((scenario) => [scenario.name, scenario.calls]))
  const asked: readonly (readonly [string, readonly Call[]])[] = [
    ['list', reading.get('list, town + attribute') ?? []],
    ['record', reading.get('perspective, record') ?? []],
    ['page', reading.get('perspective, page') ?? []],
    ['create', creating({ ...size, contractors: size.contractors + 1_000_000 }, keys, 400).calls],
  ]
  const found: Shares[] = []
  for (const [, calls] of asked) {
    for (const one of calls.slice(0, 100)) await call(origin, one)
    const rest = calls.slice(100)
    await platform.ask('startProfile')
    // Starting to sample stops the process for a moment, after which it would say that it is too busy.
    await sleep(2_500)
    for (const one of rest) await call(origin, one)
    const shares = await platform.ask<Shares>('stopProfile')
    found.push(layered(shares, rest.length))
  }
  await platform.stop()

  const total = (shares: Shares) => Object.values(shares).reduce((sum, each) => sum + each, 0)
  const rows = [...LAYERS.map(([name]) => name), 'other'].map((name) => [
    name,
    ...found.map((shares) => (shares[name] ?? 0).toFixed(3)),
  ])
  return table(
    ['processor time of a request, ms', ...asked.map(([name]) => name)],
    [...rows, ['together', ...found.map((shares) => total(shares).toFixed(3))]],
  )
}

function layered(shares: Shares, requests: number): Shares {
  const layersOf: Record<string, number> = {}
  for (const [part, time] of Object.entries(shares)) {
    const layer = LAYERS.find(([, fits]) => fits.test(part))?.[0] ?? 'other'
    layersOf[layer] = (layersOf[layer] ?? 0) + time / requests
  }
  return layersOf
}
