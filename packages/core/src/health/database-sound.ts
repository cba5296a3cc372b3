import { engineOf } from '../db/connect.js'
import { migrationState, type Step } from '../db/migrate.js'
import { selectRaw } from '../db/select-raw.js'
import type { Kernel } from '../host/kernel.js'
import { migrationSets } from '../host/prepare-database.js'
import type { Finding } from './finding.js'

/** Milliseconds between the program's clock and the database's that leases can do with. */
const SKEW_MS = 30_000

/** Whether the database is whole, of a version we know, and keeps what it acknowledged. */
export async function databaseSound(kernel: Kernel): Promise<readonly Finding[]> {
  const { done, pending, unknown } = await migrationState(kernel.db, migrationSets(kernel))
  if (done.length === 0) return [{ code: 'database-empty' }]
  if (unknown.length > 0) return [{ code: 'database-newer', params: { steps: listed(unknown) } }]
  if (pending.length > 0) return [{ code: 'migrations-pending', params: { steps: listed(pending) } }]

  return engineOf(kernel.db) === 'sqlite' ? embedded(kernel) : server(kernel)
}

async function embedded({ db }: Kernel): Promise<Finding[]> {
  const findings: Finding[] = []
  const [first] = await selectRaw<{ quick_check: string }>(db, 'pragma quick_check(1)', [])
  if (first?.quick_check !== 'ok')
    findings.push({ code: 'database-damaged', params: { said: String(first?.quick_check) } })
  const broken = await selectRaw<{ table: string }>(db, 'select "table" from pragma_foreign_key_check limit 1', [])
  if (broken[0]) findings.push({ code: 'keys-broken', params: { table: broken[0].table } })
  return findings
}

interface ServerFacts {
  readonly version: string
  readonly flush: number
  readonly at: number
}

async function server({ db, clock, config }: Kernel): Promise<Finding[]> {
  const [facts] = await selectRaw<ServerFacts>(
    db,
    'select version() as version, @@innodb_flush_log_at_trx_commit as flush, unix_timestamp() * 1000 as at',
    [],
  )
  const findings: Finding[] = []
  const [major = 0, minor = 0] = String(facts?.version).split('.').map(Number.parseFloat)
  if (major < 10 || (major === 10 && minor < 6))
    findings.push({ code: 'mariadb-old', params: { version: String(facts?.version) } })
  if (Number(facts?.flush) !== 1) findings.push({ code: 'flush-late', params: { value: Number(facts?.flush) } })
  const apart = Math.abs(Number(facts?.at) - Date.parse(clock.now()))
  if (!config.practice && apart > SKEW_MS)
    findings.push({ code: 'clock-apart', params: { seconds: Math.round(apart / 1000) } })
  return findings
}

const listed = (steps: readonly Step[]): string => steps.map(({ plugin, name }) => `${plugin}/${name}`).join(', ')
