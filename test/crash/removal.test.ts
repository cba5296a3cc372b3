import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type Engine } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import { berberis, buildServer, envOf, program, startServer, type ServerSettings } from '../support/server-process.js'
import { rawDatabase, type RawDatabase } from './raw-database.js'

/** Times the removal is killed; more by hand with BERBERIS_KILLS. */
const KILLS = Number(process.env['BERBERIS_KILLS'] || 4)

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it(`a removal of a plugin that is killed is done or has not begun after the restart, and says so (${KILLS} times)`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-removal-'))
    const first: ServerSettings = { database: (await freshDatabase(engine, folder)).url, dataFolder: folder }
    expect(await (await startServer(first)).terminate()).toBe(0)
    const copy = join(mkdtempSync(join(tmpdir(), 'berberis-removal-')), 'copy')
    berberis(first, ['backup', copy])

    for (let kills = 0; kills < KILLS; kills += 1) {
      const dataFolder = mkdtempSync(join(tmpdir(), 'berberis-removal-'))
      const database = await freshDatabase(engine, dataFolder)
      const settings: ServerSettings = { database: database.url, dataFolder }
      berberis(settings, ['restore', copy])
      const raw = await rawDatabase(database.url)
      const killed = await killedRemoval(settings, raw)
      await raw.alone()
      const said = berberis(settings, ['plugins', 'list'])
      const restarted = berberis(settings, ['operator', 'unlock', 'adam'])
      const states = await raw.rows("select state from core_plugin where id = 'sales'")
      const tables = (await raw.rows(TABLES[engine])).length
      const rows = Number(
        (await raw.rows("select count(*) as n from core_grant where permission like 'sales.%'"))[0]?.['n'],
      )
      // Half done: what the killed process had begun is brought to its end by the next one, which says so.
      if (/removal broken off/.test(said)) expect(restarted).toContain('brought to its end')
      if (states.length === 0) {
        expect({ killed, tables, rows }).toEqual({ killed, tables: 0, rows: 0 })
        expect(existsSync(join(dataFolder, 'archive'))).toBe(true)
      } else {
        expect(['installed', 'disabled']).toContain(states[0]?.['state'])
        expect(tables).toBe(10)
        expect(rows).toBeGreaterThan(0)
      }
      await raw.close()
      await database.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    }
    rmSync(folder, { recursive: true, force: true })
  }, 900_000)
})

const TABLES = {
  sqlite: "select name from sqlite_master where type = 'table' and name like 'sales\\_%' escape '\\'",
  mariadb:
    "select table_name from information_schema.tables where table_schema = database() and table_name like 'sales\\_%'",
}

/**
 * Begins to remove the plugin and kills the process some time after it was switched off, while others are told, its archive
 * is written and its tables go; true when it had not ended by then.
 */
async function killedRemoval(settings: ServerSettings, raw: RawDatabase): Promise<boolean> {
  const child = spawn(process.execPath, [program, 'plugins', 'remove', 'sales', '--yes'], {
    env: envOf(settings, 0),
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  while (child.exitCode === null) {
    const [row] = await raw.rows("select state from core_plugin where id = 'sales'")
    if (row?.['state'] !== 'installed') break
    await sleep(50)
  }
  await Promise.race([ended, sleep(randomInt(0, 8_000))])
  const alive = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  return alive
}
