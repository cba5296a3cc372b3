import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { shelved } from './copied-files.js'
import { dumpedRows } from './dumped-rows.js'
import { DATABASE } from './layout.js'
import type { Manifest } from './manifest.js'
import { sqliteReader } from './sqlite-reader.js'
import type { RowTexts } from './row-line.js'

/** Hashes that are named at most; more of them say nothing more. */
const NAMED = 1000

/** Hashes that rows of the copied database name (columns `sha256`) and that are not among the copied files. */
export async function missingFiles(folder: string, { engine, tables }: Pick<Manifest, 'engine' | 'tables'>) {
  const missing = new Set<string>()
  for (const { name, columns } of tables) {
    const at = columns.indexOf('sha256')
    if (at < 0) continue
    for await (const row of rowsOf(folder, engine, name)) {
      const sha256 = row[at]
      if (!sha256 || missing.has(sha256) || missing.size >= NAMED) continue
      if (!(await stat(join(folder, 'files', shelved(sha256))).catch(() => null))) missing.add(sha256)
    }
  }
  return [...missing].sort()
}

async function* rowsOf(folder: string, engine: Manifest['engine'], table: string): AsyncGenerator<RowTexts> {
  if (engine === 'mariadb') return yield* dumpedRows(folder, table)
  const reader = sqliteReader(join(folder, DATABASE))
  try {
    const shape = reader.tables.find(({ name }) => name === table)
    if (shape) yield* reader.rows(shape)
  } finally {
    await reader.close()
  }
}
