import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { apiOf, type Api } from '../test/support/api.js'
import { freshDatabase, type Engine } from '../test/support/fresh-database.js'
import { startServer, tokenFor, type ServerProcess } from '../test/support/server-process.js'
import { table, verdict } from './table.js'

/**
 * `npm run bench -- --import`: a file of 100 000 contractors is tried, taken and undone by a running server; how far the
 * job is, is asked for as a page would. Its last tenth may take 1.5 times as long as its first, and the server may hold
 * 300 MB more than before. `--rows=10000`: fewer; `--sqlite`, `--mariadb`: one database only; `--strict`: exit code 1
 * when a limit is missed.
 */
const asked = new Set(process.argv.slice(2))
const ROWS = Number(process.argv.find((word) => word.startsWith('--rows='))?.slice('--rows='.length) ?? 100_000)
const MOST_TIMES = 1.5
const MOST_MEGABYTES = 300
const verdicts: string[] = []
/** A heap that may grow is never asked to be tidy: with room for a small machine only, what an import keeps is seen. */
process.env['NODE_OPTIONS'] = '--max-old-space-size=256'

const engines: readonly Engine[] = process.env['BERBERIS_TEST_MYSQL'] ? ['sqlite', 'mariadb'] : ['sqlite']
for (const engine of engines) {
  const other = engine === 'sqlite' ? '--mariadb' : '--sqlite'
  if (!asked.has(other)) await onDatabase(engine)
}
const missed = verdicts.filter((text) => text.endsWith('MISS'))
console.log(`\n${verdicts.length} limits, ${missed.length} missed`)
process.exitCode = missed.length > 0 && asked.has('--strict') ? 1 : 0

async function onDatabase(engine: Engine): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-bench-'))
  const database = await freshDatabase(engine, folder)
  const settings = { database: database.url, dataFolder: folder }
  const server = await startServer(settings)
  const token = tokenFor(settings)
  const api = apiOf(server.origin, token)
  const before = await contractors(api)
  const idle = residentMegabytes(server)

  const id = await sent(server.origin, token)
  const phases = [
    ['tried', await finished(server, api, (await api.post(`/imports/${id}/rehearsal`, {})).body['id'])],
    ['taken', await finished(server, api, (await api.post(`/imports/${id}/run`, {})).body['id'])],
  ] as [string, Finished][]
  const { changeSetId, counts } = (await api.get(`/imports/${id}`)).body as { changeSetId: number; counts: Counts }
  if (counts.new !== ROWS) throw new Error(`${counts.new} of ${ROWS} rows were taken: ${JSON.stringify(counts)}`)
  const undo = await api.post(`/change-sets/${changeSetId}/reversal`, {})
  phases.push(['undone', await finished(server, api, undo.body['id'])])
  const left = await contractors(api)
  if (left !== before) throw new Error(`${left} contractors are there after it was undone, not ${before}`)

  const rows = phases.map(([name, { seconds, growth, most }]) => [
    name,
    `${seconds.toFixed(0)} s`,
    `${(ROWS / seconds).toFixed(0)}/s`,
    `${growth.toFixed(2)} ×`,
    judged(growth, MOST_TIMES),
    `${most.toFixed(0)} MB`,
    judged(most - idle, MOST_MEGABYTES),
  ])
  const head = [`${engine}: ${ROWS} rows`, '', 'rows', 'last tenth', '', 'memory', `over ${idle.toFixed(0)} MB`]
  console.log(`\n${table(head, rows)}`)
  await server.terminate()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
}

interface Counts {
  readonly new: number
}

interface Finished {
  readonly seconds: number
  /** The last tenth's time beside the first's. */
  readonly growth: number
  /** Megabytes, the most that were seen. */
  readonly most: number
}

/** Uploads the file, waits until it is read, and says what its columns are. */
async function sent(origin: string, token: string): Promise<number> {
  const towns = ['Łódź', 'Warszawa', 'Gdańsk', 'Bielsko-Biała', 'Płock']
  const lines = Array.from({ length: ROWS }, (_, n) => `Firma ${n} ${(n * 7919) % 1_000_003};${towns[n % 5]} ${n};tak`)
  const form = new FormData()
  form.append('entity', 'core.contractor')
  form.append('file', new Blob([`Nazwa;Uwagi;Mimo\n${lines.join('\n')}`]), 'wiersze.csv')
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/api/imports`, { method: 'POST', headers, body: form })
  if (answer.status !== 201) throw new Error(`the file was refused: ${answer.status} ${await answer.text()}`)
  const { id } = (await answer.json()) as { id: number }
  const api = apiOf(origin, token)
  while ((await api.get(`/imports/${id}`)).body['rows'] === null) await sleep(250)

  const mapping = { Nazwa: 'name', Uwagi: 'note', Mimo: 'acceptDuplicates' }
  const mapped = await fetch(`${origin}/api/imports/${id}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ mapping, mode: 'create' }),
  })
  if (mapped.status !== 200) throw new Error(`its columns were refused: ${mapped.status} ${await mapped.text()}`)
  return id
}

/** Asks for a job as its page does until it is over; throws when it did not end well. */
async function finished(server: ServerProcess, api: Api, id: unknown): Promise<Finished> {
  const started = performance.now()
  /** When so many tenths were done. */
  const tenths: number[] = [started]
  for (let most = 0; ; await sleep(250)) {
    most = Math.max(most, residentMegabytes(server))
    const { state, done, total } = (await api.get(`/jobs/${String(id)}`)).body as unknown as JobSeen
    while (total && tenths.length <= Math.floor((10 * done) / total)) tenths.push(performance.now())
    if (state === 'waiting' || state === 'running') continue
    if (state !== 'done') throw new Error(`job ${String(id)} is ${state}`)
    const took = (at: number) => (tenths[at] ?? performance.now()) - (tenths[at - 1] ?? started)
    return { seconds: (performance.now() - started) / 1000, growth: took(10) / took(1), most }
  }
}

interface JobSeen {
  readonly state: string
  readonly done: number
  readonly total: number | null
}

async function contractors(api: Api): Promise<number> {
  const { body } = await api.get('/contractors?limit=1&count=yes')
  return Number((body['count'] as { value: number }).value)
}

function residentMegabytes({ child: { pid } }: ServerProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

function judged(value: number, atMost: number): string {
  const text = verdict(value, { atMost })
  verdicts.push(text)
  return text
}
