import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { unguarded } from '../formula-guard.js'
import { decoded, encodingOf, type Encoding } from './decoded.js'
import { trimmedRow, unreadable, type SheetRow } from './sheet.js'

const SEPARATORS = [';', ',', '\t', '|'] as const

/** How a CSV file is written. */
export interface CsvHabits {
  readonly encoding: Encoding
  readonly separator: string
}

/** Finds out how a CSV file is written; the separator is what stands most often between the headings. */
export async function csvHabits(path: string): Promise<CsvHabits> {
  const encoding = await encodingOf(path)
  const heading = firstLine(await firstText(path, encoding))
  const bare = heading.replace(/"[^"]*"/g, '')
  const times = (separator: string) => bare.split(separator).length - 1
  const separator = SEPARATORS.reduce((best, each) => (times(each) > times(best) ? each : best))
  return { encoding, separator }
}

/**
 * The rows of a CSV file, as a stream. An apostrophe that an export put before a formula is taken off. A record is a row,
 * however many lines of the file its quoted texts take. Throws `core.import-unreadable`.
 */
export async function* readCsv(path: string, { encoding, separator }: CsvHabits): AsyncGenerator<SheetRow> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 4_000_000,
  })
  const source = Readable.from(decoded(path, encoding))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      line += 1
      const row = trimmedRow(line, record.map(unguarded))
      if (row.cells.length > 0) yield row
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable('file') : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function firstText(path: string, encoding: Encoding): Promise<string> {
  for await (const text of decoded(path, encoding)) if (text !== '') return text
  return ''
}

/** As far as the first line end that stands outside quotes. */
function firstLine(text: string): string {
  return /^(?:[^"\r\n]|"[^"]*"?)*/.exec(text.trimStart())?.[0] ?? ''
}
