import { describe } from 'vitest'
import { scratchEngines, type DatabaseEngine } from '@berberis/core'

/** A kind of database tests run on; each host that is given it gets a fresh, empty one of its own. */
export interface TestDatabase {
  readonly engine: DatabaseEngine
}

/** SQLite in memory: what tests run on when they do not say. */
export const embedded: TestDatabase = { engine: 'sqlite' }

/**
 * Runs the same tests on every database there is: SQLite always, MariaDB when `BERBERIS_TEST_MYSQL` names a server
 * (`mysql://user:password@host:port/`). Rules and queries are tested so, for the two differ where one does not expect it.
 */
export function eachDatabase(tests: (database: TestDatabase) => void): void {
  for (const engine of scratchEngines) describe(`on ${engine}`, () => tests({ engine }))
}
