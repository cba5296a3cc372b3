import type { Knex } from 'knex'
import type { TableFacts } from './tables.js'

export type Row = Readonly<Record<string, unknown>>

/** What the example firm left in the database: ids above `from` up to `to`, and rows that were there and were changed. */
export interface Brought {
  readonly ids: Readonly<Record<string, { readonly from: number; readonly to: number }>>
  readonly changed: readonly ChangedRow[]
}

export interface ChangedRow {
  readonly table: string
  readonly key: Row
  /** Null: the row was not there; only for tables without an id. */
  readonly before: Row | null
  readonly after: Row
}

export interface Snapshot {
  readonly ids: ReadonlyMap<string, number>
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Row>>
}

/** Small tables without an id, and what names a row of theirs. */
const KEYED: Readonly<Record<string, readonly string[]>> = { core_counter: ['series', 'period'], core_series: ['id'] }
/** Kept in memory by others, about requests, or appended to only: no row of theirs is put back. */
const PASSED_OVER =
  /^core_(revision|migration|example|session|token|audit|outbox|errand|idempotency|sign_in_attempt|search_.*|schedule.*)$/
/** A table with more rows than this was filled by hand; the example adds to it and changes nothing in it. */
const SMALL = 1000

/** The highest ids, and the rows of small tables, before or after the example is loaded. */
export async function takeSnapshot(db: Knex, tables: readonly TableFacts[]): Promise<Snapshot> {
  const ids = new Map<string, number>()
  const rows = new Map<string, ReadonlyMap<string, Row>>()
  for (const { name, hasId } of tables) {
    if (hasId) ids.set(name, await highestId(db, name))
    const key = hasId ? ['id'] : KEYED[name]
    if (key && !PASSED_OVER.test(name)) rows.set(name, await smallRows(db, name, key))
  }

  return { ids, rows }
}

/** What came between two snapshots. */
export function broughtBetween(before: Snapshot, after: Snapshot): Brought {
  const ids = Object.fromEntries([...after.ids].map(([table, to]) => [table, { from: before.ids.get(table) ?? 0, to }]))
  const changed = [...after.rows].flatMap(([table, rows]) => changedRows(table, before.rows.get(table) ?? NONE, rows))

  return { ids, changed }
}

const NONE: ReadonlyMap<string, Row> = new Map()

async function highestId(db: Knex, table: string): Promise<number> {
  const [row] = (await db(table).max({ top: 'id' })) as { top: number | null }[]
  return Number(row?.top ?? 0)
}

async function smallRows(db: Knex, table: string, key: readonly string[]): Promise<ReadonlyMap<string, Row>> {
  const rows: Row[] = await db(table)
    .select()
    .limit(SMALL + 1)
  if (rows.length > SMALL) return new Map()

  return new Map(rows.map((row) => [JSON.stringify(keyOf(row, key)), plain(row)]))
}

function changedRows(table: string, before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): ChangedRow[] {
  return [...after].flatMap(([text, row]): ChangedRow[] => {
    const old = before.get(text) ?? null
    const key = JSON.parse(text) as Row
    if (old === null) return table in KEYED ? [{ table, key, before: null, after: row }] : []
    return JSON.stringify(old) === JSON.stringify(row) ? [] : [{ table, key, before: old, after: row }]
  })
}

function keyOf(row: Row, key: readonly string[]): Row {
  return Object.fromEntries(key.map((column) => [column, row[column]]))
}

/** The driver's row as plain data, so that what is compared with JSON later reads the same. */
function plain(row: Row): Row {
  return JSON.parse(JSON.stringify(row)) as Row
}
