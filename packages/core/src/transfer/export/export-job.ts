import { setImmediate as nextTurn } from 'node:timers/promises'
import { Type } from '@sinclair/typebox'
import type { Ctx } from '../../ctx.js'
import { insertMissing } from '../../db/bulk.js'
import { recordId } from '../../http/params.js'
import type { DrawnColumn } from '../../lists/cell-view.js'
import type { ListQuery } from '../../lists/read-query.js'
import { may } from '../../permissions.js'
import { job } from '../../plugin/jobs.js'
import { Refusal } from '../../plugin/refusal.js'
import { EXPORTS, exportRow, keptUntil, PIECES, RECORDS, type ExportRow } from './export-row.js'
import { frozenOf, thaw } from './frozen-query.js'
import { exportColumns, readExportPage } from './read-export.js'
import { boundWorkbook, MOST_BYTES, noSheet, packed, type PackedSheet } from './packed-sheet.js'
import { headingsXml, MOST_ROWS, rowsXml } from './write-xlsx.js'
import { sheetEnd, sheetStart } from './xlsx-frame.js'

/** Where the next row is found, and what was written before. */
interface Place {
  readonly after: string
  readonly pieces: number
  readonly sheet: PackedSheet
}

/** What a finished run tells: `until` is the instant (UTC) until which its file can be fetched. */
interface Came {
  readonly exportId: number
  readonly rows: number
  readonly size: number
  readonly until: string
}

/** Milliseconds after which a step ends, so that nobody waits long for the database. */
const STEP_MS = 300
/** Signs of XML that one piece has at most, and a page more. */
const PIECE = 8_000_000

/**
 * Writes a list to a workbook. A step writes a piece of it, which is kept under the hash of its content and named in the
 * transaction that keeps how far it got: a run that was killed goes on after the last one, and what it wrote beside that
 * nobody knows. Only the last step makes a file of them.
 */
export const exportJob = job('core.export', {
  payload: Type.Object({ exportId: recordId }),
  async step(ctx, { payload: { exportId }, at, done }) {
    ctx.must(may.exportLists)
    const row = await exportRow(ctx, exportId)
    const asked = await thaw(ctx, row)
    const columns = await exportColumns(ctx, asked)
    const from = at as Place | null
    const { xml, next, rows } = await writeSome(ctx, row, asked, columns, from)
    if (done + rows >= MOST_ROWS) throw new Refusal('core.export-too-long', { params: { rows: MOST_ROWS - 1 } })

    const { bytes, sheet } = await packed(from?.sheet ?? noSheet, xml, { last: next === null })
    if (sheet.size > MOST_BYTES) throw new Refusal('core.export-too-large')
    const n = from?.pieces ?? 0
    const { sha256 } = await ctx.files.put(only(bytes), { maxBytes: MOST_BYTES })
    await ctx.db(PIECES).insert({ export_id: row.id, n, sha256 })
    const stepped = { done: done + rows }
    if (next !== null) return { ...stepped, at: { after: next, pieces: n + 1, sheet } satisfies Place }
    return { ...stepped, at: null, finished: await bind(ctx, row, { sheet, rows: stepped.done }) }
  },
  async ended(ctx, { payload: { exportId }, state }) {
    if (state === 'done') await ctx.db(PIECES).where({ export_id: exportId }).delete()
    else await ctx.db(EXPORTS).where({ id: exportId }).delete()
  },
  tell(ctx, { result }) {
    const { exportId, rows, until } = result as Came
    if (until <= ctx.now()) return { text: ctx.t('core.export.gone', { count: rows }) }
    return {
      text: ctx.t('core.export.came-to', { count: rows }),
      href: `/exports/${exportId}/file`,
      label: ctx.t('core.export.fetch'),
    }
  },
})

/** Rows as XML from a place on, with the beginning of the sheet at the first and its end after the last. */
async function writeSome(
  ctx: Ctx,
  { id }: ExportRow,
  asked: ListQuery,
  columns: readonly DrawnColumn[],
  from: Place | null,
): Promise<{ readonly xml: string; readonly next: string | null; readonly rows: number }> {
  const until = performance.now() + STEP_MS
  let xml = from ? '' : sheetStart(columns.length) + headingsXml(columns.map(({ label }) => label))
  let next = from?.after ?? null
  let rows = 0
  do {
    // Labels are remembered per context: a fresh one for each page lets go of them.
    const page = await readExportPage({ ...ctx }, asked, columns, next)
    xml += rowsXml(page.rows)
    // A record that moved in the order meanwhile may be met again.
    const records = page.ids.map((record) => ({ export_id: id, record }))
    await insertMissing(ctx.db, RECORDS, ['export_id', 'record'], records)
    rows += page.rows.length
    next = page.next
    // The embedded database answers at once: without this nobody else would be heard until the step is over.
    await nextTurn()
  } while (next !== null && performance.now() < until && xml.length < PIECE)
  return { xml: next === null ? xml + sheetEnd : xml, next, rows }
}

/** All pieces in one file, which from now on can be fetched. */
async function bind(
  ctx: Ctx,
  row: ExportRow,
  { sheet, rows }: { readonly sheet: PackedSheet; readonly rows: number },
): Promise<Came> {
  const pieces = await ctx.db(PIECES).where({ export_id: row.id }).orderBy('n').pluck<string[]>('sha256')
  const now = ctx.now()
  const { name } = frozenOf(row)
  const bytes = boundWorkbook(ctx.files, pieces, { name, at: now, sheet })
  const { sha256, size } = await ctx.files.put(bytes, { maxBytes: MOST_BYTES })
  await ctx.db(EXPORTS).where({ id: row.id }).update({ sha256, ended_at: now })
  return { exportId: row.id, rows, size, until: keptUntil(now) }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
