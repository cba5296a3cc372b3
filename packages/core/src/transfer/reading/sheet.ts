import { Refusal } from '../../plugin/refusal.js'

/** A row of a file: which row it was (the headings are 1), and its cells as texts; '' for an empty one. */
export interface SheetRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** The rows of a file in their order, empty ones left out; the first is that of the headings. */
export type Sheet = AsyncIterable<SheetRow>

export const MOST_COLUMNS = 200
/** Besides the headings. */
export const MOST_ROWS = 1_000_000
/** Signs of a cell; more fit into no field. */
export const MOST_SIGNS = 100_000

/** A file that cannot be taken: neither CSV nor a workbook, damaged, or beyond a limit. */
export function unreadable(code: 'file' | 'wide' | 'long' | 'large' | 'empty'): Refusal {
  return new Refusal(`core.import-${code === 'file' ? 'unreadable' : `too-${code}`}`, {
    params: { columns: MOST_COLUMNS, rows: MOST_ROWS },
  })
}

/** Takes the empty cells off the end of a row. Throws `core.import-too-wide` past two hundred columns. */
export function trimmedRow(line: number, cells: readonly string[]): SheetRow {
  let length = cells.length
  while (length > 0 && cells[length - 1]?.trim() === '') length -= 1
  if (length > MOST_COLUMNS) throw unreadable('wide')
  return { line, cells: cells.slice(0, length).map((cell) => cell.slice(0, MOST_SIGNS)) }
}
