import { readXml } from './read-xml.js'
import { MOST_COLUMNS, trimmedRow, unreadable, type SheetRow } from './sheet.js'
import type { TextShelf } from './text-shelf.js'
import type { Workbook } from './workbook.js'

interface Cell {
  readonly column: number
  readonly type: string
  readonly look: number
  text: string
}

/** The rows of a sheet while its XML comes in. Cells and rows need not say where they stand; then they follow each other. */
export async function* sheetRows(
  source: AsyncIterable<Uint8Array>,
  book: Pick<Workbook, 'days' | 'from1904'> & { readonly texts: TextShelf },
): AsyncGenerator<SheetRow> {
  const ready: SheetRow[] = []
  let line = 0
  let cells: string[] = []
  let cell: Cell | null = null
  let within = false

  const events = {
    open(name: string, attribute: (name: string) => string | undefined) {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1)
        cells = []
      } else if (name === 'c') {
        const place = attribute('r')
        const column = place === undefined ? (cell?.column ?? -1) + 1 : columnOf(place)
        cell = { column, type: attribute('t') ?? 'n', look: Number(attribute('s') ?? 0), text: '' }
      } else within = name === 'v' || name === 't'
    },
    text(piece: string) {
      if (within && cell) cell.text += piece
    },
    close(name: string) {
      if (name === 'v' || name === 't') within = false
      if (name === 'c' && cell) put(cells, cell.column, shown(cell, book))
      if (name !== 'row') return
      cell = null
      const row = trimmedRow(
        line,
        Array.from(cells, (text) => text ?? ''),
      )
      if (row.cells.length > 0) ready.push(row)
    },
  }
  yield* readXml(source, events, () => ready.splice(0))
}

/** Cells far out to the right matter only when something stands in them. */
function put(cells: string[], column: number, text: string): void {
  if (text.trim() === '') return
  if (column >= MOST_COLUMNS) throw unreadable('wide')
  cells[column] = text
}

/** „C7” → 2. */
function columnOf(place: string): number {
  let column = 0
  for (const sign of /^[A-Z]{1,4}/.exec(place)?.[0] ?? 'A') column = column * 26 + sign.charCodeAt(0) - 64
  return column - 1
}

function shown(
  { type, look, text }: Cell,
  { texts, days, from1904 }: Pick<Workbook, 'days' | 'from1904'> & { readonly texts: TextShelf },
): string {
  if (text === '') return ''
  if (type === 's') return texts.get(Number(text)) ?? ''
  if (type === 'b') return text === '1' ? 'true' : 'false'
  if (type === 'd') return text.replace('T', ' ').slice(0, 16)
  if (type !== 'n') return text
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  return days[look] ? momentOf(from1904 ? value + DAYS_TO_1904 : value) : decimalOf(value)
}

/** What a spreadsheet shows of a binary fraction: fifteen digits. */
function decimalOf(value: number): string {
  const short = String(Number(value.toPrecision(15)))
  return short.includes('e') ? value.toFixed(10).replace(/\.?0+$/, '') : short
}

const DAYS_TO_1904 = 1462
/** 1 January 1970 as spreadsheets count. */
const DAYS_TO_1970 = 25_569
const MINUTES = 1440
/** 31 December 9999. */
const LAST = 2_958_466

/** A day, a time of day, or both. */
function momentOf(days: number): string {
  if (days < 0 || days >= LAST) return String(days)
  const iso = new Date(Math.round((days - DAYS_TO_1970) * MINUTES) * 60_000).toISOString()
  if (days < 1) return iso.slice(11, 16)
  return Number.isInteger(days) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}
