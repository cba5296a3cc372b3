import type { Knex } from 'knex'
import { selectRaw } from '../../db/select-raw.js'
import { readTables } from '../../example/tables.js'

export interface CountedTable {
  readonly table: string
  /** At most a thousand. */
  readonly rows: number
  /** There are more of them. */
  readonly more: boolean
}

const MOST = 1000

/** The tables of a plugin with their rows, counted to a thousand each, in one query. Empty while it has none. */
export async function countRows(db: Knex, { id }: { readonly id: string }): Promise<readonly CountedTable[]> {
  const names = (await readTables(db, [id])).map(({ name }) => name)
  if (names.length === 0) return []
  const counts = names.map(
    (name) =>
      `select '${name}' as name, (select count(*) from (select 1 from \`${name}\` limit ${MOST + 1}) as some_rows) as n`,
  )
  const found = await selectRaw<{ name: string; n: number }>(db, counts.join(' union all '), [])
  return found.map(({ name, n }) => ({ table: name, rows: Math.min(Number(n), MOST), more: Number(n) > MOST }))
}
