import { Readable, type PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Cell } from './cell.js'
import type { Exported } from './read-export.js'
import { FRAME, SHEET_PATH, sheetEnd, sheetStart } from './xlsx-frame.js'

/** Signs (UTF-16) that a cell of a spreadsheet holds; what is longer is cut. */
const LONGEST = 32_767
/** Rows of a sheet, the headings among them. */
export const MOST_ROWS = 1_048_576

/** Media type of a workbook. */
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Looks of the cells, by their place in the style sheet of the frame. */
const LOOKS = { heading: 1, day: 2, instant: 3 } as const

/**
 * A list as a workbook of one sheet, written while it is read: texts are typed strings, so that none of them runs, numbers,
 * days and times typed values. `at` is the instant the entries of the archive bear.
 */
export function writeXlsx(exported: Exported, { name, at }: { readonly name: string; readonly at: string }): Readable {
  return workbook(sheetOf(exported), { name, columns: exported.headings.length, at })
}

/** A workbook around the rows of a sheet, which are XML already (`rowsXml`), the first one that of the headings. */
export function workbook(
  rows: AsyncIterable<string>,
  { name, columns, at }: { readonly name: string; readonly columns: number; readonly at: string },
): Readable {
  const zip = new ZipFile()
  const out = zip.outputStream as PassThrough
  zip.on('error', (error) => out.destroy(error as Error))
  const mtime = new Date(at)
  for (const [path, xml] of frameOf(name)) zip.addBuffer(Buffer.from(xml), path, { mtime })
  const sheet = Readable.from(framed(rows, columns))
  zip.addReadStream(sheet, SHEET_PATH, { mtime })
  out.once('close', () => sheet.destroy())
  zip.end()

  return out
}

/** The parts of a workbook of one sheet of this name, but for the sheet. */
export const frameOf = (name: string): ReturnType<typeof FRAME> => FRAME(escaped(sheetName(name)))

/** Rows as XML of a sheet; their numbers go up by themselves. */
export function rowsXml(rows: readonly (readonly Cell[])[]): string {
  return rows.map((cells) => `<row>${cells.map((cell) => cellXml(cell)).join('')}</row>`).join('')
}

/** The row of the headings. */
export function headingsXml(headings: readonly string[]): string {
  return `<row>${headings.map((text) => textXml(text, LOOKS.heading)).join('')}</row>`
}

async function* sheetOf({ headings, pages }: Exported): AsyncGenerator<string> {
  yield headingsXml(headings)
  for await (const rows of pages) yield rowsXml(rows)
}

async function* framed(rows: AsyncIterable<string>, columns: number): AsyncGenerator<string> {
  yield sheetStart(columns)
  yield* rows
  yield sheetEnd
}

function cellXml(cell: Cell): string {
  switch (cell?.kind) {
    case undefined:
      return '<c/>'
    case 'number':
      return `<c><v>${cell.decimal}</v></c>`
    case 'day':
      return `<c s="${LOOKS.day}"><v>${serial(cell.day)}</v></c>`
    case 'instant':
      return `<c s="${LOOKS.instant}"><v>${serial(cell.local)}</v></c>`
    case 'text':
      return textXml(cell.text)
  }
}

function textXml(text: string, look?: number): string {
  const style = look === undefined ? '' : ` s="${look}"`
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST))}</t></is></c>`
}

const DAY_MS = 86_400_000
/** Day 0 of spreadsheets. */
const ZERO = Date.UTC(1899, 11, 30)

/** A day or local time as spreadsheets count: days since 30 December 1899, the time as their fraction. */
function serial(local: string): number {
  return (Date.parse(local.includes('T') ? `${local}:00Z` : `${local}T00:00:00Z`) - ZERO) / DAY_MS
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside XML; signs that XML cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? '')
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
}

/** What a sheet may be called: at most 31 signs, none of `: \ / ? * [ ]`. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[:\\/?*[\]]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet1'
  )
}
