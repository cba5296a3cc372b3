import type { Knex } from '@berberis/core'

/** Rows of one statement. */
const ROWS = 500

/** Inserts rows of one table, 500 a statement. All have the same columns. */
export async function insert(db: Knex, table: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) await db(table).insert(rows.slice(from, from + ROWS))
}

/** What every described row has. */
export function made(at: string, by: number | null) {
  return { version: 1, created_at: at, created_by: by }
}

/** UTC instant `days` before the bench's own now, so that every run has the same data. */
export function daysAgo(days: number, minute = 0): string {
  return new Date(Date.UTC(2026, 10, 5, 8, minute) - days * 86_400_000).toISOString()
}
