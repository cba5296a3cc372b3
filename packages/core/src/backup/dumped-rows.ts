import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { rowOf, type RowTexts } from './row-line.js'

/** Where a dumped table lies in its folder. */
export const dumpedAt = (folder: string, table: string): string => join(folder, 'tables', `${table}.ndjson.gz`)

/** Rows of a dumped table, read as they are asked for. */
export async function* dumpedRows(folder: string, table: string): AsyncGenerator<RowTexts> {
  const packed = createReadStream(dumpedAt(folder, table))
  const lines = createGunzip()
  packed.once('error', (error) => lines.destroy(error))
  for await (const line of createInterface({ input: packed.pipe(lines), crlfDelay: Infinity })) yield rowOf(line)
}
