import type { Locale } from '../../ctx.js'
import { guarded } from '../formula-guard.js'
import type { Cell } from './cell.js'
import type { Exported } from './read-export.js'

const MARK = '\ufeff'

/** What people's spreadsheets expect in their language. */
const HABITS: Readonly<Record<Locale, { readonly separator: string; readonly point: string }>> = {
  pl: { separator: ';', point: ',' },
  en: { separator: ',', point: '.' },
}

/**
 * A list as CSV, page by page (RFC 4180 with a mark at its beginning): semicolons and decimal commas for who reads Polish,
 * commas and points for who reads English; days and times as ISO 8601 has them, which both read alike. Texts that a
 * spreadsheet would run have an apostrophe before them.
 */
export async function* writeCsv({ headings, pages }: Exported, locale: Locale): AsyncGenerator<string> {
  const { separator, point } = HABITS[locale]
  const line = (cells: readonly Cell[]) =>
    `${cells.map((cell) => quoted(shown(cell, point), separator)).join(separator)}\r\n`

  yield MARK + line(headings.map((text) => ({ kind: 'text', text })))
  for await (const rows of pages) yield rows.map(line).join('')
}

function shown(cell: Cell, point: string): string {
  switch (cell?.kind) {
    case undefined:
      return ''
    case 'number':
      return cell.decimal.replace('.', point)
    case 'day':
      return cell.day
    case 'instant':
      return cell.local.replace('T', ' ')
    case 'text':
      return guarded(cell.text)
  }
}

function quoted(text: string, separator: string): string {
  return text.includes(separator) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
