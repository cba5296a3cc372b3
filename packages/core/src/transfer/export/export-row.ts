import type { Ctx } from '../../ctx.js'
import { later } from '../../later/clock.js'
import { notFound } from '../../plugin/refusal.js'

export const EXPORTS = 'core_export'
export const PIECES = 'core_export_piece'
export const RECORDS = 'core_export_row'

/** A row of the table as it is kept. */
export interface ExportRow {
  readonly id: number
  readonly list: string
  /** JSON, see `Frozen`. */
  readonly asked: string
  readonly file_name: string
  /** The file, once it is whole. */
  readonly sha256: string | null
  readonly job_run_id: number | null
  readonly operator_id: number
  readonly created_at: string
  readonly ended_at: string | null
}

/** For so long a file can be fetched. */
const KEPT_MS = 24 * 60 * 60 * 1000

/** The instant (UTC) until which a file that became whole at `endedAt` can be fetched. */
export const keptUntil = (endedAt: string): string => later(endedAt, KEPT_MS)

/** Files that were whole before this instant (UTC) can be fetched no more. */
export const overBefore = (now: string): string => later(now, -KEPT_MS)

/** One's own export. 404 for another's, as for none. */
export async function exportRow(ctx: Ctx, id: number): Promise<ExportRow> {
  const row: ExportRow | undefined = await ctx
    .db(EXPORTS)
    .where({ id, operator_id: ctx.operator?.id ?? 0 })
    .first()
  if (!row) throw notFound()
  return row
}
