import type { Knex } from 'knex'
import { engineOf } from './connect.js'

/** Rows of one statement; 20 000 fail on SQLite, and more than this gains nothing. */
const ROWS = 500

/** Inserts many rows, 500 a statement, within the caller's transaction. All rows must have the same columns. */
export async function insertMany(db: Knex, table: string, rows: readonly object[]): Promise<void> {
  for (const part of inParts(rows)) await db(table).insert(part)
}

/** The same, passing over rows whose key is there already; every other fault of a row still throws. */
export async function insertMissing(
  db: Knex,
  table: string,
  key: readonly string[],
  rows: readonly object[],
): Promise<void> {
  for (const part of inParts(rows)) {
    const insert = db(table).insert(part)
    // MariaDB's INSERT IGNORE would hide faults other than the double; writing the key over itself hides nothing.
    await (engineOf(db) === 'sqlite'
      ? insert.onConflict([...key]).ignore()
      : insert.onConflict([...key]).merge([...key]))
  }
}

/** The list in parts of at most 500, for statements with a value per item. */
export function inParts<T>(items: readonly T[], size = ROWS): T[][] {
  const parts: T[][] = []
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size))
  return parts
}

/** The items by what `by` says of them, in their order. */
export function grouped<T, K>(items: readonly T[], by: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const group = groups.get(by(item))
    if (group) group.push(item)
    else groups.set(by(item), [item])
  }
  return groups
}
