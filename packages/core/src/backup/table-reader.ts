import { createHash } from 'node:crypto'
import type { TableSum } from './manifest.js'
import { rowLine, type RowTexts } from './row-line.js'

export interface TableShape {
  readonly name: string
  /** Generated ones are left out: the database computes them. */
  readonly columns: readonly string[]
  /** Of `columns`, those that hold bytes. */
  readonly binary: ReadonlySet<string>
  /** What its rows are ordered by: the primary key, or all columns where there is none. */
  readonly order: readonly string[]
}

/** One state of a database, however long it is read: what others write meanwhile is not in it. */
export interface TableReader {
  readonly tables: readonly TableShape[]
  /** Rows in the order of the primary key, one after the other. */
  rows(table: TableShape): AsyncIterable<RowTexts>
  close(): Promise<void>
}

/** Lines handed on together; one at a time costs more than reading it. */
const TOGETHER = 500

/** Reads a table to its end, hands its lines on in parts of at most 500, and says what was there. */
export async function sumOf(
  reader: TableReader,
  table: TableShape,
  take: (lines: string) => Promise<void> = async () => {},
): Promise<TableSum> {
  const hash = createHash('sha256')
  let rows = 0
  let lines: string[] = []
  const handOn = async (): Promise<void> => {
    const text = lines.join('')
    lines = []
    hash.update(text)
    await take(text)
  }
  for await (const row of reader.rows(table)) {
    lines.push(rowLine(row))
    rows += 1
    if (lines.length === TOGETHER) await handOn()
  }
  if (lines.length > 0) await handOn()

  return { name: table.name, columns: [...table.columns], rows, sha256: hash.digest('hex') }
}

/** The sums of all tables, one table after the other. */
export async function sumsOf(reader: TableReader): Promise<TableSum[]> {
  const sums: TableSum[] = []
  for (const table of reader.tables) sums.push(await sumOf(reader, table))
  return sums
}
