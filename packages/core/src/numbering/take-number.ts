import type { Knex } from 'knex'
import type { Ctx } from '../ctx.js'
import { engineOf } from '../db/connect.js'
import { insertMissing } from '../db/bulk.js'
import type { Series } from '../plugin/numbering.js'
import { formatNumber, periodOf, type NumberParts } from './pattern.js'
import { seriesSettings } from './series-settings.js'

export interface Taken {
  readonly number: string
  /** The count within the period; unique with series and period. */
  readonly ordinal: number
  readonly period: string
}

/**
 * The next number of a series on a local day. The last step before the row that bears it is inserted, in the same
 * transaction: the counter's row stays locked until its end, so a refusal leaves no gap and many at once get numbers in
 * a row. Never for a draft.
 */
export async function takeNumber(
  ctx: Ctx,
  series: Series,
  day: string,
  parts: Omit<NumberParts, 'day'> = {},
): Promise<Taken> {
  const { pattern, reset } = await seriesSettings(ctx, series)
  const period = periodOf(pattern, reset, { ...parts, day })
  const ordinal = (await raised(ctx.db, series.id, period)) ?? (await firstOf(ctx.db, series.id, period))

  return { number: formatNumber(pattern, ordinal, { ...parts, day }), ordinal, period }
}

/** Null when the period has no counter yet. */
async function raised(db: Knex, series: string, period: string): Promise<number | null> {
  if (engineOf(db) === 'sqlite') {
    const rows: unknown = await db.raw(
      'update core_counter set n = n + 1 where series = ? and period = ? returning n',
      [series, period],
    )
    return (rows as { n: number }[])[0]?.n ?? null
  }
  const [result]: { affectedRows: number; insertId: number }[] = await db.raw(
    'update core_counter set n = last_insert_id(n + 1) where series = ? and period = ?',
    [series, period],
  )
  return result && result.affectedRows > 0 ? result.insertId : null
}

/** Two at once may both find no counter: the row is made by whoever is first, and both then raise it. */
async function firstOf(db: Knex, series: string, period: string): Promise<number> {
  await insertMissing(db, 'core_counter', ['series', 'period'], [{ series, period, n: 0 }])
  const n = await raised(db, series, period)
  if (n === null) throw new Error(`no counter for ${series} in ${period}`)
  return n
}
