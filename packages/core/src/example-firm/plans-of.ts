import { selectRaw } from '../db/select-raw.js'
import type { Doors, ExampleHost } from './example-host.js'

export interface StatementPlan {
  readonly sql: string
  /** How SQLite finds the rows of each table of ours: `SEARCH core_event USING INDEX …`. */
  readonly steps: readonly string[]
}

/** How an embedded database goes about each question that a page asks. */
export async function plansOf({ host }: ExampleHost, who: Doors, url: string): Promise<readonly StatementPlan[]> {
  const { db } = host.kernel
  const asked: { readonly sql: string; readonly bindings: readonly (string | number)[] }[] = []
  const note = (query: (typeof asked)[number]) => asked.push(query)
  db.on('query', note)
  await host.app.inject({ method: 'GET', url, headers: who.page })
  db.removeListener('query', note)

  const plans: StatementPlan[] = []
  for (const { sql, bindings } of asked) {
    if (!/^select/i.test(sql)) continue
    const rows = await selectRaw<{ detail: string }>(db, `explain query plan ${sql}`, bindings)
    const steps = rows.map(({ detail }) => detail).filter((detail) => /core_|MULTI-INDEX/.test(detail))
    plans.push({ sql, steps })
  }
  return plans
}
