import { createHash } from 'node:crypto'
import { describeTables, type Knex } from '@berberis/core'

/** Notes of when a session or token was last used: no business of the request that is judged. */
const BESIDE = new Set(['core_session', 'core_token', 'core_sign_in_attempt'])

type State = ReadonlyMap<string, string>

/** Looks at an SQLite database from now on: each call answers with the tables that differ since the one before. */
export async function watchTables(db: Knex): Promise<() => Promise<string[]>> {
  let state = await stateOf(db)
  let written = await writtenRows(db)

  return async () => {
    const now = await writtenRows(db)
    // Nothing was written at all, not even something that was rolled back: no need to read every table.
    if (now === written) return []
    const after = await stateOf(db)
    const changed = [...new Set([...state.keys(), ...after.keys()])].filter(
      (name) => state.get(name) !== after.get(name),
    )
    state = after
    written = now
    return changed
  }
}

/** Rows this connection ever wrote; a test host on SQLite has one connection. */
async function writtenRows(db: Knex): Promise<number> {
  const [row] = (await db.raw('select total_changes() as n')) as { n: number }[]
  return row?.n ?? 0
}

async function stateOf(db: Knex): Promise<State> {
  const state = new Map<string, string>()
  for (const { name } of await describeTables(db)) {
    if (BESIDE.has(name)) continue
    const rows: unknown[] = await db(name).select()
    const texts = rows.map((row) => JSON.stringify(row)).sort()
    state.set(name, createHash('sha256').update(texts.join('\n')).digest('base64url'))
  }
  return state
}
