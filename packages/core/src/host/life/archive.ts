import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { configure, ZipWriter } from '@zip.js/zip.js'
import type { Knex } from 'knex'
import { rowLine, type RowTexts } from '../../backup/row-line.js'
import { readTables } from '../../example/tables.js'
import { migrationState } from '../../db/migrate.js'
import type { Plugin } from '../../plugin/define-plugin.js'
import { packageOf } from '../package-of.js'
import { ownRows } from './own-rows.js'

configure({ useWebWorkers: false })

/** One table, or one plugin's rows of a core table, in an archive. */
export interface ArchivedTable {
  readonly name: string
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: number
  /** Of its lines. */
  readonly sha256: string
}

export interface ArchiveManifest {
  readonly format: 1
  readonly plugin: string
  readonly version: string
  /** UTC instant. */
  readonly at: string
  /** Names of the migrations that had been made, in order; later ones are made after the rows are back. */
  readonly migrations: readonly string[]
  /** The plugin's own tables. */
  readonly tables: readonly ArchivedTable[]
  /** Attributes, settings, grants, series and what waited: rows of core tables. */
  readonly rows: readonly ArchivedTable[]
}

/** Rows read together. */
const AT_ONCE = 500

/**
 * Writes `<id>-<version>-<instant>.zip` into a folder and answers with its path: every table of the plugin, what it owns in
 * the core's tables, and a manifest with sums. Nothing may write to the tables meanwhile; the plugin is switched off. The
 * name stands only when the archive is whole.
 */
export async function writeArchive(
  db: Knex,
  plugin: Plugin,
  { folder, at }: { readonly folder: string; readonly at: string },
): Promise<string> {
  const { version } = packageOf(plugin)
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${plugin.id}-${version}-${at.replace(/[:.]/g, '-')}.zip`)
  try {
    const zip = new ZipWriter(Writable.toWeb(createWriteStream(`${path}.new`, { mode: 0o600, flush: true })))
    const tables: ArchivedTable[] = []
    for (const { name } of await readTables(db, [plugin.id]))
      tables.push(await addTable(zip, db, { name, folder: 'tables' }))
    const rows: ArchivedTable[] = []
    for (const own of ownRows(plugin)) rows.push(await addTable(zip, db, { name: own.table, folder: 'core', own }))
    const { done } = await migrationState(db, [])
    const manifest: ArchiveManifest = {
      format: 1,
      plugin: plugin.id,
      version,
      at,
      migrations: done.filter((step) => step.plugin === plugin.id).map(({ name }) => name),
      tables,
      rows,
    }
    await zip.add('manifest.json', streamOf([Buffer.from(JSON.stringify(manifest, null, 2))]))
    await zip.close()
    await rename(`${path}.new`, path)
    return path
  } finally {
    await rm(`${path}.new`, { force: true })
  }
}

interface Adding {
  readonly name: string
  readonly folder: string
  readonly own?: { readonly where: string; readonly bindings: readonly string[] }
}

async function addTable(zip: ZipWriter<unknown>, db: Knex, { name, folder, own }: Adding): Promise<ArchivedTable> {
  const columns = Object.keys(await db(name).columnInfo())
  const file = `${folder}/${name}.ndjson`
  const hash = createHash('sha256')
  let rows = 0
  async function* lines(): AsyncGenerator<Uint8Array> {
    let last: unknown = null
    for (let from = 0; ; from += AT_ONCE) {
      const query = db(name).select(columns).orderBy(orderOf(columns)).limit(AT_ONCE)
      if (own) void query.whereRaw(`(${own.where})`, [...own.bindings])
      if (!columns.includes('id')) void query.offset(from)
      else if (last !== null) void query.where('id', '>', last as number)
      const some = (await query) as Record<string, unknown>[]
      last = some.at(-1)?.['id'] ?? null
      const text = some.map((row) => rowLine(columns.map((column) => textOf(row[column])))).join('')
      hash.update(text)
      rows += some.length
      yield Buffer.from(text)
      if (some.length < AT_ONCE) return
    }
  }
  await zip.add(file, streamOf(lines()))
  return { name, file, columns, rows, sha256: hash.digest('hex') }
}

/** By id where there is one, otherwise by all of them: any order will do that is the same for the next part. */
function orderOf(columns: readonly string[]): string[] {
  return columns.includes('id') ? ['id'] : [...columns]
}

function textOf(value: unknown): RowTexts[number] {
  return value === null || value === undefined
    ? null
    : typeof value === 'boolean'
      ? String(Number(value))
      : String(value)
}

function streamOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(chunks)) as ReadableStream<Uint8Array>
}
