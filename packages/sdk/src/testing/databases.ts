import { describe } from 'vitest'
import { scratchDatabase, scratchEngines, type DatabaseEngine } from '@berberis/core'

/** A kind of database tests run on; each host that is given it gets a fresh, empty one of its own. */
export interface TestDatabase {
  readonly engine: DatabaseEngine
  create(): Promise<{ readonly url: string; drop(): Promise<void> }>
}

/** SQLite in memory: what tests run on when they do not say. */
export const embedded: TestDatabase = databaseOn('sqlite')

/**
 * Runs the same tests on every database there is: SQLite always, MariaDB when `BERBERIS_TEST_MYSQL` names a server
 * (`mysql://user:password@host:port/`). Rules and queries are tested so, for the two differ where one does not expect it.
 */
export function eachDatabase(tests: (database: TestDatabase) => void): void {
  for (const engine of scratchEngines) describe(`on ${engine}`, () => tests(databaseOn(engine)))
}

function databaseOn(engine: DatabaseEngine): TestDatabase {
  return {
    engine,
    // In memory there is nothing to open twice: the host's own connection is the database.
    create: async () => (engine === 'sqlite' ? { url: 'sqlite::memory:', drop: async () => {} } : scratchUrl(engine)),
  }
}

async function scratchUrl(engine: DatabaseEngine): Promise<{ url: string; drop(): Promise<void> }> {
  const scratch = await scratchDatabase(engine)
  return { url: scratch.url, drop: () => scratch.drop() }
}
