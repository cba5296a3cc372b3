import { mkdtempSync, rmSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { apiOf } from '../support/api.js'
import { freshDatabase, type Engine } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import { buildServer, startServer, tokenFor } from '../support/server-process.js'
import { often } from '../support/tiers.js'
import { rawDatabase, type RawDatabase } from './raw-database.js'

const ROWS = 300
const KILLS = often(1, 6)

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it(`an import that is killed ${KILLS} times goes on and takes no row twice`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-import-'))
    const database = await freshDatabase(engine, folder)
    const settings = { database: database.url, dataFolder: folder }
    let server = await startServer(settings)
    onTestFinished(() => server.kill())
    const token = tokenFor(settings)
    const raw = await rawDatabase(database.url)
    const id = await begun(server.origin, token)

    for (let kills = 0; kills < KILLS; kills += 1) {
      await oneMore(raw, id)
      await sleep(randomInt(0, 300))
      await server.kill()
      await raw.alone()
      await raw.change("update core_job_run set lease_until = '2000-01-01T00:00:00.000Z' where lease_until is not null")
      server = await startServer(settings)
    }
    const counts = await over(raw, id)
    expect(counts).toEqual({ new: ROWS - 1, changed: 0, unchanged: 0, refused: 1 })
    const named = await raw.rows(
      "select name, count(*) as n from core_contractor where name like 'Wiersz %' group by name",
    )
    expect(named).toHaveLength(ROWS - 1)
    expect(named.filter(({ n }) => Number(n) !== 1)).toEqual([])
    const refused = await raw.rows(`select line from core_import_refusal where import_id = ${id}`)
    expect(refused.map(({ line }) => Number(line))).toEqual([151])
    expect(await server.terminate()).toBe(0)

    await raw.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }, 600_000)
})

/** Sends the file, says what its columns are, and begins the run. One row has a NIP that is none. */
async function begun(origin: string, token: string): Promise<number> {
  const rows = Array.from({ length: ROWS }, (_none, n) => `Wiersz ${n} ${n * 7919};${n === 149 ? '1' : ''}`)
  const form = new FormData()
  form.append('entity', 'core.contractor')
  form.append('file', new Blob([`Nazwa;NIP;Mimo\n${rows.join(';tak\n')};tak`]), 'wiersze.csv')
  const headers = { authorization: `Bearer ${token}` }
  const sent = await fetch(`${origin}/api/imports`, { method: 'POST', headers, body: form })
  expect(sent.status).toBe(201)
  const { id } = (await sent.json()) as { id: number }
  const mapping = { Nazwa: 'name', NIP: 'taxId', Mimo: 'acceptDuplicates' }
  const mapped = await fetch(`${origin}/api/imports/${id}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ mapping, mode: 'create' }),
  })
  expect(mapped.status).toBe(200)
  expect((await apiOf(origin, token).post(`/imports/${id}/run`, {})).status).toBe(202)
  return id
}

const importOf = async (raw: RawDatabase, id: number) =>
  (await raw.rows(`select state, counts from core_import where id = ${id}`))[0]

/** Waits for rows that were taken since, or for the end, so that each life of the server has something to lose. */
async function oneMore(raw: RawDatabase, id: number): Promise<void> {
  const had = (await importOf(raw, id))?.['counts']
  for (const until = performance.now() + 120_000; performance.now() < until; await sleep(20)) {
    const now = await importOf(raw, id)
    if (now?.['state'] === 'done' || now?.['counts'] !== had) return
  }
  throw new Error('no row was taken for two minutes')
}

async function over(raw: RawDatabase, id: number): Promise<unknown> {
  for (const until = performance.now() + 240_000; performance.now() < until; await sleep(100)) {
    const now = await importOf(raw, id)
    if (now?.['state'] === 'done') return JSON.parse(String(now['counts']))
  }
  throw new Error('the import did not end')
}
