import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiOf } from '../support/api.js'
import { freshDatabase, type Engine, type FreshDatabase } from '../support/fresh-database.js'
import { mariadb } from '../support/programs.js'
import {
  buildServer,
  envOf,
  program,
  startServer,
  tokenFor,
  type ServerProcess,
  type ServerSettings,
} from '../support/server-process.js'
import { whole } from '../support/tiers.js'
import { rawDatabase } from './raw-database.js'
import { startWriter, type Writer } from './writer.js'

interface Manifest {
  readonly name: string
  readonly key: string
  readonly missing: readonly string[]
  readonly files: { readonly count: number }
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly sha256: string }[]
}

beforeAll(() => buildServer(), 180_000)

const engines: readonly Engine[] = mariadb ? ['sqlite', 'mariadb'] : ['sqlite']
describe.each(engines)('a backup on %s', (engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'berberis-backup-'))
  const copy = join(folder, 'copy')
  const databases: FreshDatabase[] = []
  let settings: ServerSettings
  let server: ServerProcess
  let writer: Writer
  let token: string
  /** Invoices that were acknowledged before the backup began. */
  let before: readonly { id: number; number: string }[]

  const fresh = async (name: string): Promise<ServerSettings> => {
    const dataFolder = join(folder, name)
    const database = await freshDatabase(engine, dataFolder)
    databases.push(database)
    return { database: database.url, dataFolder }
  }
  const manifestOf = (at: string): Manifest => JSON.parse(readFileSync(join(at, 'manifest.json'), 'utf8')) as Manifest

  beforeAll(async () => {
    settings = await fresh('living')
    server = await startServer(settings)
    token = tokenFor(settings)
    const api = apiOf(server.origin, token)
    const found = (await api.get('/contractors?q=imperial')).body['items'] as readonly { id: number }[]
    const products = (await api.get('/sales/products')).body['items'] as readonly { id: number }[]
    writer = startWriter('w', token, {
      at: () => server.origin,
      contractor: Number(found[0]?.id),
      product: Number(products[0]?.id),
    })
    while (writer.acknowledged.length < 5) await sleep(10)
  }, 300_000)
  afterAll(async () => {
    await writer?.stop()
    await server?.kill()
    for (const database of databases) await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is made while invoices are issued, readable by its owner only, its key beside it', async () => {
    before = [...writer.acknowledged]
    const said = await run(settings, ['backup', copy])
    expect(said).toMatchObject({ status: 0 })
    expect(writer.acknowledged.length).toBeGreaterThan(before.length)
    expect(statSync(copy).mode & 0o077).toBe(0)
    expect(statSync(join(copy, 'instance.key')).mode & 0o077).toBe(0)

    const { tables, files, missing, key } = manifestOf(copy)
    expect(missing).toEqual([])
    expect(key).toBe('plain')
    expect(files.count).toBeGreaterThan(0)
    expect(tables.find(({ name }) => name === 'sales_document')?.rows).toBeGreaterThanOrEqual(before.length)
    expect(readFileSync(join(copy, 'configuration.json'), 'utf8')).not.toContain(':berberis@')
    expect(await run(settings, ['backup', copy])).toMatchObject({ status: 1, said: expect.stringContaining('empty') })
  }, 240_000)

  let place: ServerSettings
  it('restores into an empty place: the same tables, the same attachments, and people work on', async () => {
    place = await fresh('restored')
    expect(await run(place, ['restore', copy])).toMatchObject({ status: 0 })
    const { tables, files } = manifestOf(copy)
    const raw = await rawDatabase(place.database)
    for (const { name, rows } of tables) {
      const [row] = await raw.rows(`select count(*) as n from ${name}`)
      expect([name, Number(row?.['n'])]).toEqual([name, rows])
    }
    const numbers = await raw.rows("select number from sales_document where state = 'issued'")
    expect(numbers.map((row) => row['number'])).toEqual(expect.arrayContaining(before.map(({ number }) => number)))
    // The trail refuses to be changed here as it did there.
    await expect(raw.change("update core_audit set label = 'x'")).rejects.toThrow(/guard/)
    await raw.close()
    expect(hashesOf(join(place.dataFolder, 'files'))).toEqual(hashesOf(join(copy, 'files')))
    expect(hashesOf(join(place.dataFolder, 'files'))).toHaveLength(files.count)

    const again = join(folder, 'again')
    expect(await run(place, ['backup', again])).toMatchObject({ status: 0 })
    expect(manifestOf(again).tables).toEqual(tables)

    const second = await startServer(place)
    const api = apiOf(second.origin, token)
    expect((await api.get('/contractors?q=imperial')).status).toBe(200)
    expect(await run(place, ['restore', copy])).toMatchObject({ status: 1, said: expect.stringContaining('Stop') })
    expect(await second.terminate()).toBe(0)
  }, 240_000)

  it('never goes over a living instance unless its name is given, and then puts the old one aside', async () => {
    const { name } = manifestOf(copy)
    expect(await run(place, ['restore', copy])).toMatchObject({
      status: 1,
      said: expect.stringContaining('lives here'),
    })
    expect(await run(place, ['restore', copy, '--over', 'Somebody'])).toMatchObject({ status: 1 })
    expect(existsSync(join(place.dataFolder, 'instance.key'))).toBe(true)

    const { said: proofKey } = await run(place, ['plugins', 'key'])
    expect(await run(place, ['restore', copy, '--over', name])).toMatchObject({ status: 0 })
    // Whatever data it holds, the instance is the one it was.
    expect(proofKey).toContain('bbk_')
    expect(await run(place, ['plugins', 'key'])).toMatchObject({ said: proofKey })
    expect(existsSync(join(copy, 'proof.key'))).toBe(false)
    const aside = readdirSync(place.dataFolder).find((entry) => entry.startsWith('replaced-')) ?? ''
    const kept = readdirSync(join(place.dataFolder, aside))
    expect(kept).toEqual(expect.arrayContaining([engine === 'sqlite' ? 'berberis.db' : 'tables', 'instance.key']))
    expect(readFileSync(join(place.dataFolder, 'instance.key'))).toEqual(readFileSync(join(copy, 'instance.key')))
  }, 240_000)

  // The key is a file whatever the database is.
  it.runIf(whole || engine === 'sqlite')(
    'with a sealed key opens by its passphrase only, and a damaged one touches nothing',
    async () => {
      const sealed = join(folder, 'sealed')
      const passphrase = { BERBERIS_BACKUP_PASSPHRASE: 'żółta łódź podwodna' }
      expect(await run(settings, ['backup', sealed], passphrase)).toMatchObject({ status: 0 })
      expect(existsSync(join(sealed, 'instance.key'))).toBe(false)
      const empty = await fresh('sealed-place')
      expect(await run(empty, ['restore', sealed])).toMatchObject({
        status: 1,
        said: expect.stringContaining('sealed'),
      })
      expect(await run(empty, ['restore', sealed], { BERBERIS_BACKUP_PASSPHRASE: 'x' })).toMatchObject({ status: 1 })

      expect(await run(empty, ['restore', sealed, '--check'])).toMatchObject({ status: 0 })
      const list = readFileSync(join(sealed, 'files.list'), 'utf8').split(' ')[0] ?? ''
      appendFileSync(join(sealed, 'files', list.slice(0, 2), list), 'x')
      expect(await run(empty, ['restore', sealed], passphrase)).toMatchObject({
        status: 1,
        said: expect.stringContaining('damaged'),
      })
      expect(existsSync(join(empty.dataFolder, 'restoring.json'))).toBe(false)
      expect(existsSync(join(empty.dataFolder, 'instance.key'))).toBe(false)
      expect(await run(empty, ['restore', join(folder, 'nowhere')])).toMatchObject({ status: 1 })
    },
    240_000,
  )
})

/** One command to its end, while this process goes on. */
async function run(settings: ServerSettings, words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [program, ...words], { env: { ...envOf(settings, 0), ...more } })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, said }
}

/** SHA-256 of every file below a folder, sorted: what is in them, whatever they are called. */
function hashesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      createHash('sha256')
        .update(readFileSync(join(entry.parentPath, entry.name)))
        .digest('hex'),
    )
    .sort()
}
