import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Files } from '../../ctx.js'
import { csvHabits, readCsv, type CsvHabits } from './read-csv.js'
import { readXlsx } from './read-xlsx.js'
import { headOf } from './decoded.js'
import { MOST_ROWS, unreadable, type Sheet, type SheetRow } from './sheet.js'

/** What one sees of a file before it is taken. */
export interface FileHead {
  readonly format: 'csv' | 'xlsx'
  readonly encoding: string | null
  readonly separator: string | null
  /** Each once: a second „Telefon” is „Telefon (2)”, one without a text „#3”. */
  readonly headings: readonly string[]
  /** The first rows, as texts. */
  readonly samples: readonly (readonly string[])[]
}

/** A file turned into lines of JSON, `[line, …cells]`, which can be gone on with at any byte where a line begins. */
export interface Staged {
  readonly sha256: string
  readonly rows: number
}

const SAMPLES = 5
/** Bytes of the lines of JSON that a file may become. */
const MOST_BYTES = 4_294_967_296
const CHUNK = 256 * 1024

/** Headings and first rows. Throws `core.import-too-empty` for a file without headings, and what the reading throws. */
export async function fileHead(path: string): Promise<FileHead> {
  const habits = await habitsOf(path)
  const first: (readonly string[])[] = []
  for await (const { cells } of sheetOf(path, habits)) {
    first.push(cells)
    if (first.length > SAMPLES) break
  }
  const [headings, ...samples] = first
  if (!headings) throw unreadable('empty')
  return {
    format: habits ? 'csv' : 'xlsx',
    encoding: habits?.encoding ?? null,
    separator: habits?.separator ?? null,
    headings: named(headings),
    samples: samples.map((cells) => headings.map((_heading, at) => cells[at] ?? '')),
  }
}

/** Reads the whole file once, and keeps its rows where they can be gone on with. Throws `core.import-too-long`. */
export async function stageFile(files: Pick<Files, 'put' | 'place'>, path: string): Promise<Staged> {
  const habits = await habitsOf(path)
  const counted = { rows: 0 }
  const { sha256 } = await files.put(linesOf(sheetOf(path, habits), counted), { maxBytes: MOST_BYTES })
  return { sha256, rows: counted.rows }
}

/** Rows of a staged file from a byte on, each with the byte at which the next begins. */
export async function* stagedRows(
  path: string,
  from: number,
): AsyncGenerator<{ readonly row: SheetRow; readonly next: number }> {
  const source = createReadStream(path, { start: from, highWaterMark: CHUNK })
  let next = from
  try {
    for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
      next += Buffer.byteLength(text) + 1
      const [line, ...cells] = JSON.parse(text) as [number, ...string[]]
      yield { row: { line, cells }, next }
    }
  } finally {
    source.destroy()
  }
}

async function habitsOf(path: string): Promise<CsvHabits | null> {
  const head = await headOf(path)
  return head[0] === 0x50 && head[1] === 0x4b ? null : csvHabits(path)
}

const sheetOf = (path: string, habits: CsvHabits | null): Sheet => (habits ? readCsv(path, habits) : readXlsx(path))

async function* linesOf(sheet: Sheet, counted: { rows: number }): AsyncGenerator<Uint8Array> {
  let text = ''
  let headings = true
  for await (const { line, cells } of sheet) {
    if (!headings && (counted.rows += 1) > MOST_ROWS) throw unreadable('long')
    headings = false
    text += `${lineOf([line, ...cells])}\n`
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

/** JSON whose only line ends are those between its lines; readers of lines take these two for such as well. */
function lineOf(row: readonly [number, ...string[]]): string {
  return JSON.stringify(row).replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)
}

function named(headings: readonly string[]): readonly string[] {
  const times = new Map<string, number>()
  return headings.map((text, at) => {
    const heading = text.replace(/\s+/g, ' ').trim().slice(0, 200) || `#${at + 1}`
    const n = (times.get(heading) ?? 0) + 1
    times.set(heading, n)
    return n === 1 ? heading : `${heading} (${n})`
  })
}
