import { Readable } from 'node:stream'
import type { Ctx } from '../../ctx.js'
import { writeCsv } from '../export/write-csv.js'
import type { Cell } from '../export/cell.js'
import { stagedRows } from '../reading/stage-file.js'
import { headingsOf, REFUSALS, settingsOf, type ImportRow, type Phase } from './import-row.js'
import { importableOf } from './importable.js'
import type { RowProblem, RowReason } from './row-reason.js'

/** A row that was refused, in the reader's words. */
export interface RefusedRow {
  /** The row of the file; that of the headings is 1. */
  readonly line: number
  readonly reason: RowReason
  readonly problems: readonly {
    readonly reason: RowReason
    readonly field: string | null
    /** Of the column the value stood in, or the label of the field. */
    readonly heading: string | null
    readonly message: string
  }[]
}

/** Refused rows of one phase in the order of the file, at most `limit` after a row. */
export async function refusedRows(
  ctx: Ctx,
  row: ImportRow,
  { phase, after = 0, limit }: { readonly phase: Phase; readonly after?: number; readonly limit: number },
): Promise<readonly RefusedRow[]> {
  const kept: { line: number; reason: RowReason; problems: string }[] = await ctx
    .db(REFUSALS)
    .where({ import_id: row.id, phase })
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .select('line', 'reason', 'problems')
  const headingOf = await headings(ctx, row)
  return kept.map(({ line, reason, problems }) => ({
    line,
    reason,
    problems: (JSON.parse(problems) as RowProblem[]).map(({ reason, field, code, params }) => ({
      reason,
      field,
      heading: field === null ? null : headingOf(field),
      message: ctx.t(code, params),
    })),
  }))
}

/** Rows that are read at once for the file. */
const PAGE = 500

/**
 * The refused rows as CSV, with all their cells as they came, then the row of the file, the reason and what is wrong: to be
 * mended and imported again, its headings being the same.
 */
export async function refusedFile(ctx: Ctx, row: ImportRow, phase: Phase): Promise<Readable> {
  const own = headingsOf(row)
  const headings = [...own, ctx.t('core.import.line'), ctx.t('core.import.reason'), ctx.t('core.import.problem')]
  return Readable.from(writeCsv({ headings, pages: pagesOf(ctx, row, phase, own.length) }, ctx.locale))
}

async function* pagesOf(ctx: Ctx, row: ImportRow, phase: Phase, width: number): AsyncGenerator<Cell[][]> {
  let page = await refusedRows(ctx, row, { phase, limit: PAGE })
  let at = 0
  let rows: Cell[][] = []
  for await (const { row: read } of stagedRows(ctx.files.place(row.staged ?? ''), 0)) {
    if (at === page.length) {
      yield rows
      rows = []
      page = await refusedRows(ctx, row, { phase, limit: PAGE, after: page.at(-1)?.line ?? 0 })
      at = 0
    }
    const refused = page[at]
    if (!refused) break
    if (refused.line !== read.line) continue
    at += 1
    rows.push([...Array.from({ length: width }, (_none, n) => text(read.cells[n] ?? '')), ...said(ctx, refused)])
  }
  yield rows
}

function said(ctx: Ctx, { line, reason, problems }: RefusedRow): Cell[] {
  const messages = problems.map(({ heading, message }) => (heading === null ? message : `${heading}: ${message}`))
  return [
    { kind: 'number', decimal: String(line) },
    text(ctx.t(`core.import.reason.${reason}`)),
    text(messages.join(' ')),
  ]
}

const text = (said: string): Cell => (said === '' ? null : { kind: 'text', text: said })

/** How the file calls a field; a field that no heading fills is called by its label. */
async function headings(ctx: Ctx, row: ImportRow): Promise<(field: string) => string> {
  const mapped = new Map((settingsOf(row)?.mapping ?? []).map(([heading, name]) => [name, heading]))
  const { fields } = await importableOf(ctx, row.entity)
  const labels = new Map(fields.map(({ name, label }) => [name, label]))
  return (field) => mapped.get(field) ?? labels.get(field) ?? field
}
