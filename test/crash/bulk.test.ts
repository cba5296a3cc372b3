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

const MANY = 1000
const KILLS = often(1, 4)

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('on %s', (engine) => {
  it(`changes each of ${MANY} contractors exactly once though the server is killed ${KILLS} times meanwhile, and says so`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'berberis-bulk-'))
    const database = await freshDatabase(engine, folder)
    const settings = { database: database.url, dataFolder: folder }
    let server = await startServer(settings)
    onTestFinished(() => server.kill())
    const token = tokenFor(settings)
    const raw = await rawDatabase(database.url)
    const { owner, total } = await plant(raw)

    const body = { entity: 'core.contractor', action: 'set', on: { filter: `owner=${owner}` }, values: { note: 'raz' } }
    const begun = await apiOf(server.origin, token).post('/bulk-runs', body)
    expect(begun.status).toBe(202)
    const run = Number(begun.body['id'])
    for (let kills = 0; kills < KILLS; kills += 1) {
      await sleep(randomInt(50, 700))
      await server.kill()
      await raw.alone()
      // Two minutes pass: what the dead server had claimed is given up.
      await raw.change("update core_job_run set lease_until = '2000-01-01T00:00:00.000Z' where lease_until is not null")
      server = await startServer(settings)
    }
    await ended(raw, run)

    const { body: job } = await apiOf(server.origin, token).get(`/jobs/${run}`)
    expect(job).toMatchObject({ state: 'done', done: total, result: { changed: total, unchanged: 0, refused: 0 } })
    const entries = await raw.rows(
      `select record, count(*) as n from core_audit where change_set_id = ${Number(job['changeSetId'])} group by record`,
    )
    expect(entries.length).toBe(total)
    expect(entries.every((entry) => Number(entry['n']) === 1)).toBe(true)
    const [changed] = await raw.rows("select count(*) as n from core_contractor where note = 'raz'")
    expect(Number(changed?.['n'])).toBe(total)
    expect(await server.terminate()).toBe(0)

    await raw.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }, 600_000)
})

/** So many contractors of one owner, beside those he has. */
async function plant(raw: RawDatabase): Promise<{ readonly owner: number; readonly total: number }> {
  const [one] = await raw.rows("select * from core_contractor where name = 'Hotel Imperial'")
  const [edward] = await raw.rows("select id from core_operator where login = 'edward'")
  const owner = Number(edward?.['id'])
  const given: Readonly<Record<string, string>> = {
    owner_id: String(owner),
    tax_id: 'null',
    note: 'null',
    version: '1',
  }
  const columns = Object.keys(one ?? {}).filter((column) => column !== 'id')
  const values = columns.map((column) => given[column] ?? `c.${column}`)
  await raw.change(
    `insert into core_contractor (${columns.join(', ')})
      with recursive n as (select 1 as i union all select i + 1 from n where i < 50)
      select ${values.join(', ')} from core_contractor c, n a, n b where b.i <= ${MANY / 50} and c.id = ${Number(one?.['id'])}`,
  )
  const [row] = await raw.rows(`select count(*) as n from core_contractor where owner_id = ${owner}`)
  return { owner, total: Number(row?.['n']) }
}

async function ended(raw: RawDatabase, run: number): Promise<void> {
  for (const until = performance.now() + 240_000; performance.now() < until;) {
    const [row] = await raw.rows(`select state from core_job_run where id = ${run}`)
    if (row?.['state'] !== 'waiting' && row?.['state'] !== 'running') return
    await sleep(200)
  }
  throw new Error('the job did not end')
}
