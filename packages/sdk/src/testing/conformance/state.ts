import { createHash } from 'node:crypto'
import { describeTables, type Knex } from '@berberis/core'

/** What is in every table, as one hash each. */
export type DatabaseState = ReadonlyMap<string, string>

/** Notes of when a session or token was last used: no business of the request that is judged. */
const BESIDE = new Set(['core_session', 'core_token', 'core_sign_in_attempt'])

/** Hashes all tables but those that note who knocked. */
export async function stateOf(db: Knex): Promise<DatabaseState> {
  const state = new Map<string, string>()
  for (const { name } of await describeTables(db)) {
    if (BESIDE.has(name)) continue
    const rows: unknown[] = await db(name).select()
    const texts = rows.map((row) => JSON.stringify(row)).sort()
    state.set(name, createHash('sha256').update(texts.join('\n')).digest('base64url'))
  }
  return state
}

/** Names of the tables that differ. */
export function changedBetween(before: DatabaseState, after: DatabaseState): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name))
}
