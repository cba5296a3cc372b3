import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { apiOf } from '../support/api.js'
import { freshDatabase, type Engine } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import { berberis, buildServer, envOf, program, startServer, tokenFor } from '../support/server-process.js'
import { often } from '../support/tiers.js'
import { rawDatabase, type RawDatabase } from './raw-database.js'

const PLUGIN = 'projects'
const ROUNDS = often(1, 6)
/** When the kill comes: while its tables and rows go, or before anything of it went. */
const MOMENTS = ['removing', 'disabled'] as const

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it('a removal of a plugin that is killed has not begun or is ended at the next start, which says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-removal-'))
    const database = await freshDatabase(engine, folder)
    const settings = { database: database.url, dataFolder: folder }
    let server = await startServer(settings)
    onTestFinished(() => server.kill())
    const token = tokenFor(settings)
    const raw = await rawDatabase(database.url)
    const whole = await rowsOf(raw)
    expect(Object.values(whole).flat().length).toBeGreaterThan(5)
    await server.terminate()

    for (let round = 0; round < ROUNDS; round += 1) {
      const moment = MOMENTS[round % MOMENTS.length] ?? 'removing'
      await killedAt(moment, settings, raw)
      await raw.alone()
      const left = await stateOf(raw)
      server = await startServer(settings)
      const { body } = await apiOf(server.origin, token).get(`/plugins/${PLUGIN}`)
      if (left === 'removing') {
        expect(body['state']).toBe('listed')
        expect(server.said()).toContain(`The removal of ${PLUGIN} was broken off and has been brought to its end.`)
        expect(await rowsOf(raw)).toEqual({})
        const entries = "select id from core_audit where entity = 'core.plugin' and action = 'plugin-removal'"
        expect((await raw.rows(entries)).length).toBeGreaterThan(0)
      } else {
        // Killed between switching off and removing, or after all was done.
        expect(body['state']).toBe(left ?? 'listed')
        expect(await rowsOf(raw)).toEqual(left === null ? {} : whole)
      }
      expect(await server.terminate()).toBe(0)
      bringBack(settings, await stateOf(raw), folder)
      expect(await rowsOf(raw)).toEqual(whole)
    }
    await raw.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }, 600_000)
})

interface Settings {
  readonly database: string
  readonly dataFolder: string
}

/** Begins the removal at the console, waits until it stands at the moment, and a little longer, and kills it. */
async function killedAt(moment: string, settings: Settings, raw: RawDatabase): Promise<void> {
  const env = envOf(settings, 0)
  const child = spawn(process.execPath, [program, 'plugins', 'remove', PLUGIN, '--yes'], { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const over = { is: false }
  void ended.then(() => (over.is = true))
  while (!over.is && (await stateOf(raw)) !== moment) await sleep(1)
  await sleep(randomInt(0, 20))
  child.kill('SIGKILL')
  await ended
}

async function stateOf(raw: RawDatabase): Promise<string | null> {
  const [row] = await raw.rows(`select state from core_plugin where id = '${PLUGIN}'`)
  return row === undefined ? null : String(row['state'])
}

/** All that its tables hold; none of them when it is gone. */
async function rowsOf(raw: RawDatabase): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const found: Record<string, readonly unknown[]> = {}
  for (const name of await raw.tables(`${PLUGIN}_`)) {
    const rows = await raw.rows(`select * from ${name}`)
    found[name] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return found
}

/** Switched on again, or installed anew with the rows of its archive. */
function bringBack(settings: Settings, state: string | null, folder: string): void {
  if (state === 'disabled') berberis(settings, ['plugins', 'enable', PLUGIN])
  if (state !== null) return
  const archives = readdirSync(join(folder, 'archive')).filter((name) => name.endsWith('.zip'))
  const newest = archives.sort().at(-1)
  if (newest === undefined) throw new Error('nothing was archived')
  berberis(settings, ['plugins', 'install', PLUGIN, '--restore', join(folder, 'archive', newest)])
}
