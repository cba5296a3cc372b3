import type { Knex } from 'knex'
import { engineOf } from './connect.js'

/** Rows of a hand-written SELECT; the two drivers wrap them differently. Values are bound, identifiers are constants. */
export async function selectRaw<Row>(
  db: Knex,
  sql: string,
  bindings: readonly (string | number | null)[],
): Promise<Row[]> {
  const answer: unknown = await db.raw(sql, bindings as (string | number)[])
  return (engineOf(db) === 'sqlite' ? answer : (answer as [unknown])[0]) as Row[]
}

/** How many rows a hand-written UPDATE or DELETE found. Values are bound, identifiers are constants. */
export async function changeRaw(db: Knex, sql: string, bindings: readonly (string | number | null)[]): Promise<number> {
  const answer: unknown = await db.raw(sql, bindings as (string | number)[])
  return engineOf(db) === 'sqlite'
    ? (answer as { readonly changes: number }).changes
    : (answer as readonly [{ readonly affectedRows: number }])[0].affectedRows
}
